--- Adapters that serve a port.

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local user = require('user')
local check, has = trial.check, trial.has
local LINES = user.LINES

return function()
  check('an adapter that serves a port', function()
    user.begin()
    user.breakpoint(LINES.withdraw)
    editor.stop(function()
      dap.run(user.config({ name = 'served', type = 'served' }))
    end)
    editor.stands(LINES.withdraw, 'erc20::transfer')
  end)
  check('its end', function()
    editor.ending(dap.continue)
    has(editor.console(), '#3 alice')
  end)
  check('disconnect from a port', function()
    editor.stop(dap.run_last)
    editor.ending(function()
      dap.disconnect({ terminateDebuggee = true })
    end)
  end)
  check('a session that is left on a port and attached to', function()
    local port
    local job = vim.fn.jobstart({ user.adapter[1], user.adapter[2], '--port', '0' }, {
      on_stderr = function(_, lines)
        port = port or table.concat(lines):match('127%.0%.0%.1:(%d+)')
      end,
    })
    trial.wait('the port', function()
      return port
    end)
    dap.adapters.port = { type = 'server', port = tonumber(port) }
    editor.stop(function()
      dap.run(user.config({ name = 'left', type = 'port' }))
    end)
    dap.disconnect({ suspendDebuggee = true })
    trial.wait('the end of the session', function()
      return dap.session() == nil
    end)
    editor.stop(function()
      dap.run({ name = 'taken up', type = 'port', request = 'attach' })
    end)
    editor.stands(LINES.withdraw, 'erc20::transfer')
    dap.continue()
    trial.wait('the end of the session', function()
      return dap.session() == nil
    end)
    has(editor.console(), '#3 alice')
    vim.fn.jobstop(job)
    editor.alone()
  end)
end
