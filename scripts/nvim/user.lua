--- What a user has in init.lua, and the contract that is debugged.

local dap = require('dap')
local editor = require('editor')
local M = {}

M.root = vim.env.AVM_ROOT
M.erc20 = M.root .. '/sample-contracts/erc20'
M.fixtures = M.root .. '/test/dap/fixtures'
M.adapter = { vim.env.AVM_NODE, M.root .. '/dist/adapter.js' }

dap.set_log_level('DEBUG')
dap.adapters.avm = { type = 'executable', command = M.adapter[1], args = { M.adapter[2] } }
dap.adapters.served = {
  type = 'server',
  port = '${port}',
  executable = { command = M.adapter[1], args = { M.adapter[2], '--port', '${port}' } },
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

--- The configuration with these changes; its name tells sessions apart.
function M.config(changes)
  return vim.tbl_extend('force', dap.configurations.rust[1], changes)
end

--- Lines of the contract, by what the machine does there.
M.LINES = {
  transfer = 'logf!("erc20: transfer amount=%u", amount);',
  withdraw = 'let left = withdraw(program, caller, amount);',
  deposit = 'let received = deposit(program, to, amount);',
  log = 'logf!("erc20: left=%u received=%u", left, received);',
  balance = 'let balance = balance_of(program, owner);',
  set = 'Balances::set(program, owner, balance - amount);',
  get = 'Balances::get(program, owner).unwrap_or(0)',
}

--- Shows the contract, without any breakpoint.
function M.begin()
  editor.open(M.erc20 .. '/src/main.rs')
  dap.clear_breakpoints()
end

--- On the first line with that text; the rest as `dap.set_breakpoint` takes it.
function M.breakpoint(line, ...)
  editor.go_to(line)
  dap.set_breakpoint(...)
end

return M
