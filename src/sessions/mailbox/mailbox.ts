/**
 * Committed mailboxes between machines (design, section 4). Pure functions over a session's root and its machine; all they remember is in the
 * root and so in every checkpoint. A driver uses them like this:
 *
 * - a message arrives: {@link receive}; on 'gap' send {@link missingBefore} back; a sender that gets one sends {@link resendFrom};
 * - commit: before encoding {@link takeOutgoing} and {@link takeAcknowledgements}; when complete send both;
 * - an acknowledgement arrives: {@link acknowledge}, and its rows are deleted in the next commit;
 * - on every reconnect, and after a resume ({@link reconcile} first): {@link resend} what is stored;
 * - a receiver turns out not to exist: {@link sessionGone}.
 */
export { acknowledge, type Receipt, receive, reconcile, sessionGone } from './incoming.ts';
export {
  closeConversation,
  hasOutgoing,
  isOpen,
  type Missing,
  missingBefore,
  post,
  resend,
  resendFrom,
  takeAcknowledgements,
  takeOutgoing,
} from './outgoing.ts';
