--- What a user of nvim-dap does, and sees. Nothing of the plugin but its public interface is used.

local dap = require('dap')
local trial = require('trial')
local M = {}

--- Of the last stop: how often the machine has stopped, how often the frame's scopes have come, and what is on its way.
local stops, looked, open = 0, 0, 0
local stop, scopes = nil, {}

dap.listeners.after.event_stopped['avm'] = function(_, body)
  stops = stops + 1
  stop = body
end
dap.listeners.after.event_initialized['avm'] = function()
  for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do
    trial.say('process ' .. pid)
  end
end
dap.listeners.after.scopes['avm'] = function(_, err, body)
  if err then
    return
  end
  looked = looked + 1
  scopes = body.scopes
  for _, it in ipairs(scopes) do
    if not it.expensive then
      open = open + 1
    end
  end
end
dap.listeners.after.variables['avm'] = function(_, _, _, request)
  for _, it in ipairs(scopes) do
    if not it.expensive and request and it.variablesReference == request.variablesReference then
      open = math.max(0, open - 1)
    end
  end
end

local function type_keys(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'tx', false)
end

--- Does something and waits until the editor has read everything about the frame that it shows then.
function M.look(act)
  local before = looked
  open = 0
  act()
  trial.wait('the scopes of a frame', function()
    return looked > before and open == 0
  end)
end

--- Does something and waits until the editor shows the next stop. Returns what the adapter said of it.
function M.stop(act)
  local before = stops
  M.look(function()
    act()
    trial.wait('a stop', function()
      return stops > before
    end)
  end)
  return stop
end

--- Does something and waits until the session is over and nothing of it is left.
function M.ending(act)
  act()
  trial.wait('the end of the session', function()
    return dap.session() == nil
  end)
  M.alone()
end

--- No process that the editor has started is left.
function M.alone()
  trial.wait('the end of the adapter', function()
    return #vim.api.nvim_get_proc_children(vim.fn.getpid()) == 0
  end, 10000)
end

function M.stops()
  return stops
end

--- Where the cursor is: the line's text and the frame's name.
function M.place()
  local frame = dap.session() and dap.session().current_frame
  return { line = vim.trim(vim.api.nvim_get_current_line()), frame = frame and frame.name }
end

--- The cursor is on that line, and the frame has that name.
function M.stands(line, frame)
  trial.equal(M.place(), { line = line, frame = frame }, 'where the editor stands')
end

--- The signs of the buffer that is shown, each with the text of its line.
function M.signs()
  local names = {}
  for _, it in ipairs(vim.fn.sign_getplaced('%', { group = '*' })[1].signs) do
    names[#names + 1] = it.name .. ' ' .. vim.trim(vim.fn.getline(it.lnum))
  end
  table.sort(names)
  return names
end

--- Shows a source file in the only window. It is not read again, for then the plugin would take its breakpoints back.
function M.open(path)
  vim.cmd('silent! only')
  local buf = vim.fn.bufadd(path)
  vim.fn.bufload(buf)
  vim.api.nvim_win_set_buf(0, buf)
end

--- Puts the cursor on the first line with that text.
function M.go_to(text)
  vim.fn.cursor(1, 1)
  local line = vim.fn.search('\\V' .. vim.fn.escape(text, '\\'), 'cW')
  assert(line > 0, 'no line has ' .. text)
  vim.fn.cursor(line, 1)
  return line
end

--- What is in a buffer once it holds a line that matches.
function M.lines_of(buf, pattern)
  return trial.wait('a line with "' .. pattern .. '"', function()
    local lines = vim.api.nvim_buf_get_lines(buf, 0, -1, true)
    for _, line in ipairs(lines) do
      if line:find(pattern) then
        return lines
      end
    end
  end, 5000)
end

local function repl_window()
  for _, win in ipairs(vim.api.nvim_list_wins()) do
    if vim.bo[vim.api.nvim_win_get_buf(win)].filetype == 'dap-repl' then
      return win
    end
  end
end

--- Does something that takes the focus, and gives it back, also where that fails.
local function with_focus_back(act)
  local back = vim.api.nvim_get_current_win()
  local ok, why = pcall(act)
  if vim.api.nvim_win_is_valid(back) then
    vim.api.nvim_set_current_win(back)
  end
  if not ok then
    error(why, 0)
  end
end

local function in_repl(act)
  dap.repl.open()
  with_focus_back(function()
    local win = repl_window()
    vim.api.nvim_set_current_win(win)
    vim.fn.cursor('$', 1)
    act(vim.api.nvim_win_get_buf(win))
  end)
end

--- Types a line at the prompt of the REPL and returns what it shows once a new line matches.
function M.repl(text, pattern)
  local lines
  in_repl(function(buf)
    local before = vim.api.nvim_buf_line_count(buf) - 1
    type_keys('GA' .. text .. '<CR><Esc>')
    if pattern == nil then
      return
    end
    lines = trial.wait(('"%s" after "%s"'):format(pattern, text), function()
      local all = vim.api.nvim_buf_get_lines(buf, math.min(before, vim.api.nvim_buf_line_count(buf)), -1, true)
      -- The first of them is what was typed.
      table.remove(all, 1)
      for _, line in ipairs(all) do
        if line:find(pattern) then
          return all
        end
      end
    end, 5000)
  end)
  return lines
end

--- Everything in the REPL.
function M.console()
  dap.repl.open()
  return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(repl_window()), 0, -1, true)
end

--- Completes a text at the prompt: the words that are offered, and the line with the one that `pick` names.
function M.complete(text, pick)
  local words, line = {}, nil
  in_repl(function()
    vim.o.completeopt = 'menuone,noinsert'
    vim.api.nvim_input('GA' .. text .. '<C-x><C-o>')
    trial.wait('completions of "' .. text .. '"', function()
      return vim.fn.pumvisible() == 1
    end, 5000)
    local at
    for index, it in ipairs(vim.fn.complete_info({ 'items' }).items) do
      words[index] = it.word
      at = at or (it.word == pick and index)
    end
    if at == nil then
      vim.api.nvim_input('<Esc>0D')
      error(('"%s" is not offered after "%s": %s'):format(pick, text, table.concat(words, ' ')), 0)
    end
    vim.api.nvim_input(('<C-n>'):rep(at - 1) .. '<C-y><Esc>')
    trial.wait('the end of completing', function()
      return vim.api.nvim_get_mode().mode == 'n'
    end, 5000)
    line = vim.api.nvim_get_current_line():gsub('^dap> ', '')
    vim.api.nvim_input('S<Esc>')
    trial.sleep(50)
  end)
  return line, words
end

--- A widget of the plugin in a floating window: what `look` does with its buffer.
function M.widget(open_widget, look)
  with_focus_back(function()
    local view = open_widget(require('dap.ui.widgets'))
    local ok, why = pcall(look, view.buf, view)
    if view.win and vim.api.nvim_win_is_valid(view.win) then
      vim.api.nvim_win_close(view.win, true)
    end
    if not ok then
      error(why, 0)
    end
  end)
end

--- Puts the cursor on the first line of a buffer that matches; returns its text.
local function go_to_match(buf, pattern)
  for line, text in ipairs(vim.api.nvim_buf_get_lines(buf, 0, -1, true)) do
    if text:find(pattern) then
      vim.fn.cursor(line, 1)
      return text
    end
  end
  error('no line matches ' .. pattern, 0)
end

--- Puts the cursor on a line of the widget that has the focus, and does its first action, as <CR> does.
function M.enter(buf, pattern)
  local text = go_to_match(buf, pattern)
  type_keys('<CR>')
  return text
end

--- Chooses one of the line's actions by its label; `answer` is what is typed where it asks.
function M.act(buf, pattern, label, answer)
  go_to_match(buf, pattern)
  local input = vim.fn.input
  vim.fn.input = function()
    return answer
  end
  M.choose(label)
  type_keys('a')
  trial.sleep(100)
  vim.fn.input = input
end

--- What is chosen where the plugin lets choose next: the first whose label matches.
function M.choose(pattern)
  vim.ui.select = function(items, options, done)
    local labels = {}
    for at, it in ipairs(items) do
      local label = options.format_item and options.format_item(it) or tostring(it)
      table.insert(labels, label)
      if label:find(pattern) then
        return done(it, at)
      end
    end
    done(nil)
    error(('"%s" is none of: %s'):format(pattern, table.concat(labels, ', ')))
  end
end

return M
