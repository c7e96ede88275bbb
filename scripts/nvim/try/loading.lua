--- Sessions that are not loaded, or not yet.

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local user = require('user')
local check, has, match = trial.check, trial.has, trial.match

return function()
  check('a scenario that is not there, in words', function()
    dap.run(user.config({ name = 'none', scenario = '/nowhere.scenario.json' }))
    match(trial.told('Error on launch'), 'nowhere.scenario.json')
    trial.wait('the end of the session', function()
      return dap.session() == nil
    end)
    editor.alone()
  end)
  check('a build that fails, with what the compiler says', function()
    dap.run(user.config({
      name = 'broken',
      scenario = user.fixtures .. '/broken/scenarios/broken.scenario.json',
      build = true,
    }))
    match(trial.told('Error on launch', 60000), 'main.rs:13:5: mismatched types')
    trial.wait('the end of the session', function()
      return dap.session() == nil
    end)
    local console = editor.console()
    has(console, 'error%[E0308%]: mismatched types')
    has(console, 'main.rs:13:5')
    editor.alone()
  end)
  check('terminate during a build', function()
    dap.run(user.config({
      name = 'slow',
      scenario = user.fixtures .. '/slow/scenarios/slow.scenario.json',
      build = true,
    }))
    trial.wait('progress of the build', function()
      return dap.status():find('Building')
    end, 60000)
    editor.ending(dap.terminate)
  end)
end
