;;; session.el --- One debug session with dap-mode, without a screen  -*- lexical-binding: t -*-

;; Emacs' Debug Adapter Protocol client as its user has it: breakpoints are toggled in a buffer, the session is started by
;; its template, and everything else happens through the client's own commands. What the editor shows is printed, a line
;; of JSON for each thing looked at; the test that started this reads it.

(setq user-emacs-directory (file-name-as-directory (make-temp-file "avm-emacs" t))
      dap-breakpoints-file (expand-file-name "breakpoints" user-emacs-directory)
      lsp-session-file (expand-file-name "lsp" user-emacs-directory)
      dap-auto-show-output nil
      dap-output-buffer-filter nil)

(require 'dap-mode)
(require 'dap-ui)
(require 'json)

(defconst avm-port (string-to-number (getenv "AVM_PORT")))
(defconst avm-scenario (getenv "AVM_SCENARIO"))
(defconst avm-source (getenv "AVM_SOURCE"))
(defconst avm-line (string-to-number (getenv "AVM_LINE")))

(defun avm-show (what value)
  "Print VALUE under the name WHAT."
  (princ (concat (json-encode (list (cons 'what what) (cons 'value value))) "\n")))

(defun avm-wait (what done)
  "Read messages until DONE returns something, which is returned; fail with WHAT after a while."
  (let ((end (+ (float-time) 30)) answer)
    (while (not (setq answer (funcall done)))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))
    answer))

(defun avm-ask (command arguments)
  "Send a request as the client's own commands do and return the body of its response."
  (let (answer)
    (dap--send-message (dap--make-request command arguments)
                       (lambda (response) (setq answer (or (gethash "body" response) t)))
                       (dap--cur-session))
    (avm-wait command (lambda () answer))))

(defvar avm-stops 0 "How often the machine has stopped and the editor has gone there.")
(defvar avm-ended nil "Whether the session is over.")
(add-hook 'dap-stack-frame-changed-hook (lambda (_session) (setq avm-stops (1+ avm-stops))))
(add-hook 'dap-terminated-hook (lambda (_session) (setq avm-ended t)))

(defun avm-after-stop (action)
  "Do ACTION and wait until the editor stands at the next stop."
  (let ((before avm-stops))
    (funcall action)
    (avm-wait "a stop" (lambda () (> avm-stops before)))))

(defun avm-place ()
  "Where the editor's cursor is, and what the client's frame is called."
  (list (cons 'file (buffer-file-name (window-buffer (selected-window))))
        (cons 'line (with-current-buffer (window-buffer (selected-window)) (line-number-at-pos)))
        (cons 'frame (gethash "name" (dap--debug-session-active-frame (dap--cur-session))))))

(defun avm-locals ()
  "The first scope of the frame that the editor shows, as names and values."
  (let* ((frame (gethash "id" (dap--debug-session-active-frame (dap--cur-session))))
         (scopes (gethash "scopes" (avm-ask "scopes" (list :frameId frame))))
         (reference (gethash "variablesReference" (seq-elt scopes 0)))
         (rows (gethash "variables" (avm-ask "variables" (list :variablesReference reference)))))
    (mapcar (lambda (it) (cons (intern (gethash "name" it)) (gethash "value" it))) rows)))

(dap-register-debug-provider "avm" #'identity)
(dap-mode 1)

(find-file avm-source)
(goto-char (point-min))
(forward-line (1- avm-line))
(dap-breakpoint-toggle)

(avm-after-stop
 (lambda ()
   (dap-debug (list :type "avm" :request "launch" :name "scenario"
                    :host "127.0.0.1" :debugServer avm-port
                    :scenario avm-scenario :build :json-false))))
(avm-show "capabilities" (hash-table-count (dap--debug-session-current-capabilities (dap--cur-session))))
(avm-show "breakpoint" (avm-place))
(avm-show "locals" (avm-locals))
(avm-show "stack" (mapcar (lambda (it) (gethash "name" it))
                          (gethash "stackFrames" (avm-ask "stackTrace" (list :threadId 1)))))

(let (evaluated)
  (dap--send-message
   (dap--make-request "evaluate"
                      (list :expression (getenv "AVM_EXPRESSION")
                            :frameId (gethash "id" (dap--debug-session-active-frame (dap--cur-session)))))
   (lambda (response) (setq evaluated (gethash "body" response)))
   (dap--cur-session))
  (avm-show "evaluated" (gethash "result" (avm-wait "a value" (lambda () evaluated)))))

(avm-after-stop (lambda () (dap-next (dap--cur-session))))
(avm-show "next" (avm-place))
(avm-after-stop (lambda () (dap-step-in (dap--cur-session))))
(avm-show "stepped" (avm-place))

(dap-breakpoint-delete-all)
(let ((session (dap--cur-session)))
  ;; A panic that the scenario expects stops on the way: the filter is on unless the user turns it off.
  (while (not avm-ended)
    (let ((before avm-stops))
      (dap-continue session (dap--debug-session-thread-id session))
      (avm-wait "a stop or the end" (lambda () (or avm-ended (> avm-stops before))))))
  (avm-show "output" (with-current-buffer (dap--debug-session-output-buffer session) (buffer-string)))
  (dap-delete-session session))
(avm-show "end" t)
