/** Comment-based help, which the machine's trees read too. */
export { type CommentHelp, helpCommentOf, parseHelp } from '../../machine/commentHelp.ts';
