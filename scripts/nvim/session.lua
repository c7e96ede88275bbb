--- Whole sessions with nvim-dap, as `npm run try:nvim` starts them.

package.path = vim.env.AVM_DRIVER .. '/?.lua;' .. package.path

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local user = require('user')

vim.cmd('cd ' .. user.erc20)
vim.cmd('filetype on')
trial.run(function()
  user.begin()
  for _, it in ipairs({
    'steps',
    'moves',
    'repl',
    'windows',
    'restarts',
    'endings',
    'running',
    'exceptions',
    'ports',
    'loading',
    'log',
  }) do
    require('try.' .. it)()
  end
  -- The editor ends with a session open; whoever has started it looks for what that leaves.
  trial.check('a session that is open when the editor ends', function()
    user.begin()
    user.breakpoint(user.LINES.withdraw)
    editor.stop(dap.continue)
  end)
end)
