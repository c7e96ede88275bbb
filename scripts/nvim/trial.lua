--- One thing tried after the other, a line for each. What the editor complains of meanwhile is a failure.

local M = { failed = 0 }

local PATIENCE_MS = 30000
local POLL_MS = 10

--- What the plugin has told the user since the last check, as { text, level }.
local notices = {}

vim.notify = function(text, level)
  table.insert(notices, { text = tostring(text), level = level or vim.log.levels.INFO })
end

--- Prints a line where whoever has started the editor reads it.
function M.say(line)
  io.stdout:write(line, '\n')
  io.stdout:flush()
end

--- Lets the editor work for so long. Only inside a check.
function M.sleep(ms)
  local co = coroutine.running()
  vim.defer_fn(function()
    local ok, why = coroutine.resume(co)
    if not ok then
      M.say('failed ' .. tostring(why))
      vim.cmd('cquit!')
    end
  end, ms)
  coroutine.yield()
end

--- Lets the editor work until `done` returns something, which is returned.
function M.wait(what, done, patience)
  local ends = vim.loop.now() + (patience or PATIENCE_MS)
  while true do
    local answer = done()
    if answer then
      return answer
    end
    if vim.loop.now() > ends then
      error('waited in vain for ' .. what, 0)
    end
    M.sleep(POLL_MS)
  end
end

--- A notice with that text (a Lua pattern) must come, and is no complaint then.
function M.told(pattern, patience)
  return M.wait('the notice "' .. pattern .. '"', function()
    for at, it in ipairs(notices) do
      if it.text:find(pattern) then
        table.remove(notices, at)
        return it.text
      end
    end
  end, patience or 5000)
end

function M.equal(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    error(('%s is %s and not %s'):format(what or 'it', vim.inspect(actual), vim.inspect(expected)), 0)
  end
end

function M.match(text, pattern, what)
  if type(text) ~= 'string' or not text:find(pattern) then
    error(('%s does not match "%s": %s'):format(what or 'it', pattern, vim.inspect(text)), 0)
  end
end

--- A line that matches must be among these.
function M.has(lines, pattern)
  for _, line in ipairs(lines) do
    if line:find(pattern) then
      return line
    end
  end
  error(('no line matches "%s" in:\n%s'):format(pattern, table.concat(lines, '\n')), 0)
end

local function complaints()
  local found = {}
  for _, it in ipairs(notices) do
    if it.level >= vim.log.levels.WARN then
      table.insert(found, 'the user was told: ' .. it.text)
    end
  end
  notices = {}
  if vim.v.errmsg ~= '' then
    table.insert(found, 'the editor says: ' .. vim.v.errmsg)
    vim.v.errmsg = ''
  end
  return found
end

--- Tries one thing and prints a line. What comes after it is tried all the same.
function M.check(what, try)
  local ok, why = pcall(try)
  -- What is told late belongs to this check, too.
  M.sleep(50)
  local found = complaints()
  if not ok then
    table.insert(found, 1, tostring(why))
  end
  if #found == 0 then
    return M.say('ok ' .. what)
  end
  M.failed = M.failed + 1
  M.say('failed ' .. what)
  for _, it in ipairs(found) do
    M.say('  ' .. it:gsub('\n', '\n  '))
  end
end

--- Runs all of it and ends the editor.
function M.run(all)
  coroutine.wrap(function()
    local ok, why = pcall(all)
    if not ok then
      M.failed = M.failed + 1
      M.say('failed to go on: ' .. tostring(why))
    end
    vim.cmd(M.failed == 0 and 'qall!' or 'cquit!')
  end)()
end

return M
