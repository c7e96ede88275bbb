--- What the plugin and the editor have noted meanwhile.

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local check, equal = trial.check, trial.equal

return function()
  check('nothing is wrong in the log of the plugin', function()
    local wrong = {}
    for _, path in ipairs(vim.fn.globpath(vim.env.AVM_HOME, '**/dap.log', true, true)) do
      for at, line in ipairs(vim.fn.readfile(path)) do
        -- What goes beyond the protocol, it does not know.
        local ours = line:find('No event handler for')
        if line:find('^%[WARN%]') and not ours or line:find('^%[ERROR%]') then
          wrong[#wrong + 1] = path .. ':' .. at .. ': ' .. line
        end
      end
    end
    equal(wrong, {}, 'what is wrong')
  end)
  check('nothing is wrong in :messages', function()
    local messages = vim.api.nvim_exec('messages', true)
    for _, pattern in ipairs({ 'Error', 'stack traceback', 'assert', 'E%d+:' }) do
      assert(not messages:find(pattern), messages)
    end
  end)
end
