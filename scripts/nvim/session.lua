--- Whole sessions with nvim-dap, as `npm run try:nvim` starts them. Run by hand: the plugin is the user's own checkout.

package.path = vim.env.AVM_DRIVER .. '/?.lua;' .. package.path

local dap = require('dap')
local editor = require('editor')
local trial = require('trial')
local check, equal, has, match = trial.check, trial.equal, trial.has, trial.match

local root = vim.env.AVM_ROOT
local erc20 = root .. '/sample-contracts/erc20'
local trouble = root .. '/sample-contracts/trouble'
local adapter = { vim.env.AVM_NODE, root .. '/dist/adapter.js' }

-- What a user has in init.lua.
dap.set_log_level('DEBUG')
dap.adapters.avm = { type = 'executable', command = adapter[1], args = { adapter[2] } }
dap.adapters.served = {
  type = 'server',
  port = '${port}',
  executable = { command = adapter[1], args = { adapter[2], '--port', '${port}' } },
}
dap.configurations.rust = {
  {
    name = 'transfer',
    type = 'avm',
    request = 'launch',
    scenario = '${workspaceFolder}/scenarios/transfer.scenario.json',
    build = false,
  },
}

local function config(changes)
  return vim.tbl_extend('force', dap.configurations.rust[1], changes)
end

local endless = config({
  name = 'endless',
  scenario = root .. '/test/dap/fixtures/endless.scenario.json',
})

local function signs()
  local names = {}
  for _, it in ipairs(vim.fn.sign_getplaced('%', { group = '*' })[1].signs) do
    names[#names + 1] = it.name .. ' ' .. vim.trim(vim.fn.getline(it.lnum))
  end
  table.sort(names)
  return names
end

local TRANSFER = 'logf!("erc20: transfer amount=%u", amount);'
local WITHDRAW = 'let left = withdraw(program, caller, amount);'
local DEPOSIT = 'let received = deposit(program, to, amount);'
local BALANCE = 'let balance = balance_of(program, owner);'
local SET = 'Balances::set(program, owner, balance - amount);'
local GET = 'Balances::get(program, owner).unwrap_or(0)'

local function breakpoint(line, ...)
  editor.go_to(line)
  dap.set_breakpoint(...)
end

local function stands(line, frame)
  equal(editor.place(), { line = line, frame = frame }, 'where the editor stands')
end

local function steps()
  check('breakpoints with a condition, a hit condition and a log message', function()
    editor.go_to(TRANSFER)
    dap.toggle_breakpoint()
    breakpoint(BALANCE, 'amount > 1')
    breakpoint(GET, nil, '2')
    breakpoint(SET, nil, nil, 'takes {amount} of {balance}')
    local stop = editor.stop(dap.continue)
    equal(stop.reason, 'breakpoint')
    match(stop.text, 'transaction 2: alice → token.transfer')
    stands(TRANSFER, 'erc20::transfer')
    equal(signs(), {
      'DapBreakpoint ' .. GET,
      'DapBreakpoint ' .. TRANSFER,
      'DapBreakpointCondition ' .. BALANCE,
      'DapLogPoint ' .. SET,
      'DapStopped ' .. TRANSFER,
    }, 'the signs')
  end)
  check('step over', function()
    equal(editor.stop(dap.step_over).reason, 'step')
    stands(WITHDRAW, 'erc20::transfer')
  end)
  check('step into, to a breakpoint with a condition', function()
    editor.stop(dap.step_into)
    stands(BALANCE, 'erc20::withdraw')
  end)
  check('up and down the stack', function()
    editor.look(dap.up)
    stands(WITHDRAW, 'erc20::transfer')
    editor.look(dap.down)
    stands(BALANCE, 'erc20::withdraw')
  end)
  check('step out', function()
    editor.stop(dap.step_out)
    match(editor.place().frame, 'erc20::transfer')
    has(editor.console(), 'takes 50000000 of 100000000')
  end)
  check('a hit condition', function()
    local stop = editor.stop(dap.continue)
    equal(stop.reason, 'breakpoint')
    stands(GET, 'erc20::balance_of')
    editor.look(dap.up)
    match(editor.place().frame, 'erc20::deposit')
  end)
  check('no step backwards, in words', function()
    dap.step_back()
    trial.told('does not support stepping backwards')
    dap.reverse_continue()
    trial.told('does not support stepping backwards')
  end)
  check('restart the frame', function()
    equal(editor.stop(dap.restart_frame).reason, 'restart')
  end)
  check('a step into a chosen call', function()
    editor.stop(dap.restart)
    editor.stop(dap.step_over)
    editor.choose('withdraw')
    editor.stop(function()
      dap.step_into({ askForTargets = true })
    end)
    match(editor.place().frame, 'erc20::withdraw')
  end)
end

local function moves()
  check('run to the cursor', function()
    editor.go_to('logf!("erc20: left=%u received=%u", left, received);')
    local before = signs()
    editor.stop(dap.run_to_cursor)
    match(editor.place().line, 'erc20: left=')
    trial.sleep(200)
    equal(#signs(), #before, 'how many signs there are')
  end)
  check('go to the line of the cursor', function()
    editor.go_to(DEPOSIT)
    vim.fn.cursor(0, 1)
    equal(editor.stop(dap.goto_).reason, 'goto')
    stands(DEPOSIT, 'erc20::transfer')
  end)
  check('go to a line by its number', function()
    local line = vim.fn.search('\\V' .. vim.fn.escape(WITHDRAW, '\\'), 'nw')
    editor.stop(function()
      dap.goto_(line)
    end)
    stands(WITHDRAW, 'erc20::transfer')
  end)
  check('no way to a line of another function, in words', function()
    dap.goto_(1)
    trial.told('.')
  end)
end

local function views()
  check('expressions in the REPL', function()
    has(editor.repl('amount * 2', '^100000000'), '^100000000$')
    has(editor.repl('caller', '^alice'), '^alice %(0x')
    has(editor.repl('storage.Balances[alice]', '^%d'), '^%d+$')
  end)
  check('mistakes in the REPL are shown at their place', function()
    local lines = editor.repl('1 + nonsense', '%^')
    has(lines, 'there is no variable, register or symbol named nonsense here')
    has(lines, '^      %^+$')
  end)
  check('.scopes', function()
    local lines = editor.repl('.scopes', '^Page tables')
    has(lines, '^  amount: 50000000')
    has(lines, '^  Balances%[alice%]: ')
    has(lines, '^  depth: 0')
  end)
  check('.frames', function()
    local lines = editor.repl('.frames', 'transaction 2')
    has(lines, '^→ erc20::transfer')
    has(lines, 'erc20::entrypoint')
  end)
  check('.threads', function()
    has(editor.repl('.threads', 'transaction 2'), 'transaction 2: alice → token.transfer')
  end)
  check('.up and .down', function()
    has(editor.repl('.up', '^→ '), '^→ erc20::main_entry::{closure#0}')
    has(editor.repl('.down', '^→ '), '^→ erc20::transfer')
  end)
  check('completion of names, registers and fields', function()
    local whole = function(text, pick)
      return (editor.complete(text, pick))
    end
    equal(whole('am', 'amount'), 'amount')
    equal(whole('1 + am', 'amount'), '1 + amount')
    equal(whole('$s', '$sp'), '$sp')
    equal(whole('receipt.ev', 'events'), 'receipt.events')
    equal(whole('receipt.', 'events'), 'receipt.events')
    equal(whole('storage.Bal', 'Balances'), 'storage.Balances')
  end)
  check('the scopes in a window, and a variable that is set there', function()
    editor.widget(function(w)
      return w.centered_float(w.scopes)
    end, function(buf)
      local lines = editor.lines_of(buf, '^Page tables')
      has(lines, '^  amount: 50000000')
      has(lines, '^  a0: 0x')
      editor.look(function()
        editor.act(buf, '^  amount:', '^Set', '7')
      end)
    end)
    has(editor.repl('amount + 1', '^8'), '^8$')
  end)
  check('a value that cannot be set, in words', function()
    editor.widget(function(w)
      return w.centered_float(w.scopes)
    end, function(buf)
      editor.lines_of(buf, '^Page tables')
      editor.act(buf, '^  amount:', '^Set', '"text"')
      trial.told('[Ee]rror .*: .')
    end)
  end)
  check('a struct that is opened and closed', function()
    editor.widget(function(w)
      return w.centered_float(w.scopes)
    end, function(buf)
      editor.lines_of(buf, '^Page tables')
      editor.enter(buf, '^  Metadata: ')
      has(editor.lines_of(buf, '^    total_supply: '), '^    total_supply: 100000000')
      editor.enter(buf, '^  Metadata: ')
      for _, line in ipairs(vim.api.nvim_buf_get_lines(buf, 0, -1, true)) do
        assert(not line:find('^    total_supply'), 'it is still open')
      end
    end)
  end)
  check('a hover', function()
    editor.go_to(WITHDRAW)
    vim.fn.search('amount', '', vim.fn.line('.'))
    editor.widget(function(w)
      return w.hover()
    end, function(buf)
      has(editor.lines_of(buf, '.'), '^7$')
    end)
    editor.widget(function(w)
      return w.hover('storage.Metadata')
    end, function(buf)
      has(editor.lines_of(buf, 'total_supply: 1'), 'total_supply: 100000000')
    end)
    editor.widget(function(w)
      return w.hover('nonsense')
    end, function(buf)
      has(editor.lines_of(buf, '.'), 'Cannot evaluate')
    end)
  end)
  check('the frames in a window, and one that is gone to', function()
    editor.widget(function(w)
      return w.centered_float(w.frames)
    end, function(buf)
      editor.lines_of(buf, 'erc20::transfer')
      editor.look(function()
        editor.enter(buf, 'erc20::main_entry:%d')
      end)
    end)
    equal(editor.place().frame, 'erc20::main_entry')
    editor.look(function()
      editor.widget(function(w)
        return w.centered_float(w.frames)
      end, function(buf)
        editor.enter(buf, 'erc20::transfer:%d')
      end)
    end)
  end)
  check('the frame of the transaction, which has its line in the scenario', function()
    editor.widget(function(w)
      return w.centered_float(w.frames)
    end, function(buf)
      editor.lines_of(buf, 'transaction 2')
      editor.look(function()
        editor.enter(buf, 'transaction 2')
      end)
    end)
    match(vim.api.nvim_buf_get_name(0), 'transfer.scenario.json$')
    editor.widget(function(w)
      return w.centered_float(w.frames)
    end, function(buf)
      editor.look(function()
        editor.enter(buf, 'erc20::transfer:%d')
      end)
    end)
    match(vim.api.nvim_buf_get_name(0), 'main.rs$')
  end)
  check('the threads in a window', function()
    editor.widget(function(w)
      return w.centered_float(w.threads)
    end, function(buf)
      editor.lines_of(buf, 'transaction 2')
      editor.enter(buf, 'transaction 2: alice')
      has(editor.lines_of(buf, 'erc20::transfer'), 'erc20::transfer:')
    end)
  end)
  check('the list of breakpoints', function()
    dap.list_breakpoints()
    local texts = {}
    for _, it in ipairs(vim.fn.getqflist()) do
      texts[#texts + 1] = it.text
    end
    equal(#texts, 4, 'how many there are')
    has(texts, 'Condition: amount > 1')
    has(texts, 'Hit condition: 2')
    has(texts, 'Log message: takes')
    for _, it in ipairs(texts) do
      assert(not it:find('Rejected'), it)
    end
  end)
end

local function restarts()
  check('a restart comes to the first stop again, and stays there', function()
    local before = editor.stops()
    editor.stop(dap.restart)
    stands(TRANSFER, 'erc20::transfer')
    trial.sleep(500)
    equal(editor.stops() - before, 1, 'how often it has stopped')
    has(editor.repl('amount', '^%d'), '^50000000$')
  end)
  check('a breakpoint that is set while the machine stands, and all cleared', function()
    breakpoint(DEPOSIT)
    editor.stop(dap.continue)
    editor.stop(dap.continue)
    stands(DEPOSIT, 'erc20::transfer')
    dap.clear_breakpoints()
    equal(signs(), { 'DapStopped ' .. DEPOSIT }, 'the signs')
  end)
  check('a breakpoint behind the last code, which leaves its neighbours alone', function()
    breakpoint(DEPOSIT)
    vim.fn.append('$', '// Behind the last code.')
    breakpoint('// Behind the last code.')
    trial.sleep(300)
    equal(signs(), {
      'DapBreakpoint ' .. DEPOSIT,
      'DapBreakpointRejected // Behind the last code.',
      'DapStopped ' .. DEPOSIT,
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
    equal(signs(), {}, 'the signs')
  end)
end

local function again()
  check('the same again', function()
    breakpoint(WITHDRAW)
    editor.stop(dap.run_last)
    stands(WITHDRAW, 'erc20::transfer')
  end)
  check('terminate', function()
    editor.ending(dap.terminate)
  end)
  check('disconnect', function()
    editor.stop(dap.run_last)
    editor.ending(dap.disconnect)
  end)
  check(':DapDisconnect', function()
    editor.stop(dap.run_last)
    editor.ending(function()
      dap.disconnect({ terminateDebuggee = false })
    end)
  end)
  check('exit at the prompt', function()
    editor.stop(dap.run_last)
    editor.ending(function()
      editor.repl('exit')
    end)
    editor.open(erc20 .. '/src/main.rs')
  end)
end

local function endlessly()
  check('pause', function()
    dap.clear_breakpoints()
    dap.run(endless)
    trial.wait('the transaction', function()
      return dap.session().initialized and next(dap.session().threads)
    end)
    trial.sleep(300)
    equal(editor.stop(dap.pause).reason, 'pause')
    -- The loop calls a function of the library, and may stand in it.
    editor.widget(function(w)
      return w.centered_float(w.frames)
    end, function(buf)
      editor.lines_of(buf, 'trouble::forever')
      editor.look(function()
        editor.enter(buf, 'trouble::forever:%d')
      end)
    end)
    match(vim.api.nvim_buf_get_name(0), 'trouble/src/main.rs$')
  end)
  check('progress in the status line', function()
    dap.continue()
    trial.wait('progress of the run', function()
      return dap.status():find('transaction 1: alice → trouble.forever() (of 2)', 1, true)
    end, 5000)
  end)
  check('a breakpoint that is set while the machine runs', function()
    editor.go_to('turns = black_box')
    editor.stop(dap.toggle_breakpoint)
    match(editor.place().line, 'turns = black_box')
    dap.toggle_breakpoint()
    trial.sleep(100)
  end)
  check('a step with a count', function()
    local before = editor.stops()
    vim.keymap.set('n', '<F10>', dap.step_over)
    editor.stop(function()
      vim.api.nvim_input('<Esc>3<F10>')
      trial.wait('three stops', function()
        return editor.stops() >= before + 3
      end, 5000)
    end)
    equal(editor.stops() - before, 3, 'how often it has stopped')
  end)
  check('a restart while it runs, and a pause', function()
    dap.continue()
    trial.sleep(200)
    dap.restart()
    trial.told('[Rr]estarted')
    trial.sleep(500)
    equal(editor.stop(dap.pause).reason, 'pause')
  end)
  check('the threads in a window while it runs, and one that is stopped there', function()
    dap.continue()
    trial.sleep(100)
    editor.stop(function()
      editor.widget(function(w)
        return w.centered_float(w.threads)
      end, function(buf)
        editor.lines_of(buf, 'transaction 1')
        editor.act(buf, 'transaction 1', '^Stop thread')
      end)
    end)
  end)
  check('terminate while it runs', function()
    trial.sleep(300)
    editor.ending(dap.terminate)
  end)
end

local function exceptions()
  check('an exception is shown at its line', function()
    editor.open(trouble .. '/src/main.rs')
    dap.defaults.avm.exception_breakpoints = { 'panic', 'trap' }
    local stop = editor.stop(function()
      dap.run(config({ name = 'trouble', scenario = trouble .. '/scenarios/trouble.scenario.json' }))
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

local function served()
  check('an adapter that serves a port', function()
    editor.open(erc20 .. '/src/main.rs')
    breakpoint(WITHDRAW)
    editor.stop(function()
      dap.run(config({ name = 'served', type = 'served' }))
    end)
    stands(WITHDRAW, 'erc20::transfer')
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
end

local function refused()
  check('a scenario that is not there, in words', function()
    dap.run(config({ name = 'none', scenario = '/nowhere.scenario.json' }))
    match(trial.told('Error on launch'), 'nowhere.scenario.json')
    trial.wait('the end of the session', function()
      return dap.session() == nil
    end)
    editor.alone()
  end)
end

local function log()
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

vim.cmd('cd ' .. erc20)
vim.cmd('filetype on')
trial.run(function()
  editor.open(erc20 .. '/src/main.rs')
  for _, it in ipairs({ steps, moves, views, restarts, again, endlessly, exceptions, served, refused, log }) do
    it()
  end
end)
