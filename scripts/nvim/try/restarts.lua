--- Restarts, breakpoints in the middle of a run, and its end.

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local user = require('user')
local check, equal, has, match = trial.check, trial.equal, trial.has, trial.match
local LINES = user.LINES

return function()
  check('a restart comes to the first stop again, and stays there', function()
    local before = editor.stops()
    editor.stop(dap.restart)
    editor.stands(LINES.transfer, 'erc20::transfer')
    trial.sleep(500)
    equal(editor.stops() - before, 1, 'how often it has stopped')
    has(editor.repl('amount', '^%d'), '^50000000$')
  end)
  check('a breakpoint that is set while the machine stands, and all cleared', function()
    user.breakpoint(LINES.deposit)
    editor.stop(dap.continue)
    editor.stop(dap.continue)
    editor.stands(LINES.deposit, 'erc20::transfer')
    dap.clear_breakpoints()
    equal(editor.signs(), { 'DapStopped ' .. LINES.deposit }, 'the signs')
  end)
  check('a breakpoint behind the last code, which leaves its neighbours alone', function()
    user.breakpoint(LINES.deposit)
    vim.fn.append('$', '// Behind the last code.')
    user.breakpoint('// Behind the last code.')
    trial.sleep(300)
    equal(editor.signs(), {
      'DapBreakpoint ' .. LINES.deposit,
      'DapBreakpointRejected // Behind the last code.',
      'DapStopped ' .. LINES.deposit,
    }, 'the signs')
    dap.list_breakpoints()
    has(vim.tbl_map(function(it)
      return it.text
    end, vim.fn.getqflist()), 'Rejected: .')
    dap.clear_breakpoints()
    vim.cmd('silent undo')
  end)
  check('the machine runs to its end, and nothing is left', function()
    editor.ending(dap.continue)
    has(editor.console(), '#3 alice → token.balance_of%(owner: alice%)  success .* returns 50000000')
    equal(editor.signs(), {}, 'the signs')
  end)
  check('a restart that cannot be, in words', function()
    user.begin()
    user.breakpoint(LINES.withdraw)
    local copy = vim.env.AVM_HOME .. '/copy.scenario.json'
    local text = table.concat(vim.fn.readfile(user.erc20 .. '/scenarios/transfer.scenario.json'), ' ')
    vim.fn.writefile({ (text:gsub('"crate": ".."', '"crate": "' .. user.erc20 .. '"')) }, copy)
    editor.stop(function()
      dap.run(user.config({ name = 'copy', scenario = copy }))
    end)
    vim.fn.writefile({ '{' }, copy)
    editor.ending(dap.restart)
    match(trial.told('Error restarting'), 'copy.scenario.json:2:1: not JSON')
  end)
end
