--- Stops that the program itself causes, and code without a line.

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local user = require('user')
local check, equal, match = trial.check, trial.equal, trial.match

return function()
  check('an exception is shown at its line', function()
    editor.open(user.root .. '/sample-contracts/trouble/src/main.rs')
    dap.defaults.avm.exception_breakpoints = { 'panic', 'trap' }
    local stop = editor.stop(function()
      dap.run(user.config({ name = 'trouble', scenario = user.root .. '/sample-contracts/trouble/scenarios/trouble.scenario.json' }))
    end)
    equal(stop.reason, 'exception')
    local found = trial.wait('a diagnostic', function()
      return vim.diagnostic.get(0)[1]
    end, 5000)
    equal(found.lnum, vim.fn.line('.') - 1, 'its line')
    match(found.message, 'Description: .*0x80000000')
  end)
  check('steps by one instruction, into code without a line, which is shown disassembled', function()
    dap.set_exception_breakpoints({ 'kernelEntry' })
    editor.stop(dap.continue)
    local step = function()
      editor.stop(function()
        dap.step_into({ granularity = 'instruction' })
      end)
      return vim.api.nvim_get_current_line()
    end
    for _ = 1, 5 do
      if step():find('^%s*0x8%x+') then
        break
      end
    end
    local first = vim.api.nvim_get_current_line()
    match(first, '^%s*0x8%x+')
    match(step(), '^%s*0x8%x+')
    assert(vim.api.nvim_get_current_line() ~= first, 'the cursor stands where it stood')
  end)
  check('the next panic, in its own file', function()
    dap.set_exception_breakpoints({ 'panic' })
    local stop = editor.stop(dap.continue)
    equal(stop.reason, 'exception')
    match(stop.text, 'index out of bounds')
    editor.ending(dap.terminate)
    dap.defaults.avm.exception_breakpoints = 'default'
  end)
end
