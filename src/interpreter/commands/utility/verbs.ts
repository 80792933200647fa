/** The approved verbs by group, each with the beginning of aliases. Facts: Verbs.cs. */
const GROUPS: Record<string, string> = {
  Common:
    'Add:a Clear:cl Close:cs Copy:cp Enter:et Exit:ex Find:fd Format:f Get:g Hide:h Join:j Lock:lk Move:m New:n Open:op Optimize:om Push:pu Pop:pop Redo:re Remove:r Rename:rn Reset:rs Resize:rz Search:sr Select:sc Set:s Show:sh Skip:sk Split:sl Step:st Switch:sw Undo:un Unlock:uk Watch:wc',
  Data: 'Backup:ba Checkpoint:ch Compare:cr Compress:cm Convert:cv ConvertFrom:cf ConvertTo:ct Dismount:dm Edit:ed Expand:en Export:ep Group:gp Import:ip Initialize:in Limit:l Merge:mg Mount:mt Out:o Publish:pb Restore:rr Save:sv Sync:sy Unpublish:ub Update:ud',
  Lifecycle:
    'Approve:ap Assert:as Build:bd Complete:cmp Confirm:cn Deny:dn Deploy:dp Disable:d Enable:e Install:is Invoke:i Register:rg Request:rq Restart:rt Resume:ru Start:sa Stop:sp Submit:sb Suspend:ss Uninstall:us Unregister:ur Wait:w',
  Diagnostic: 'Debug:db Measure:ms Ping:pi Repair:rp Resolve:rv Test:t Trace:tr',
  Communications: 'Connect:cc Disconnect:dc Read:rd Receive:rc Send:sd Write:wr',
  Security: 'Block:bl Grant:gr Protect:pt Revoke:rk Unblock:ul Unprotect:up',
  Other: 'Use:u',
};

/** A verb. */
export interface Verb {
  verb: string;
  prefix: string;
  group: string;
}

/** All verbs, group by group. */
export const VERBS: readonly Verb[] = Object.entries(GROUPS).flatMap(([group, list]) =>
  list.split(' ').map((one) => {
    const [verb = '', prefix = ''] = one.split(':');
    return { verb, prefix, group };
  }),
);

/** Groups in order. */
export const VERB_GROUPS: readonly string[] = Object.keys(GROUPS);
