/** Remove-PSSession. Behaviour: RemovePSSession.cs; mission.md S8 (both selectors together) and S9. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { ErrorRecord } from '../../../interpreter/values/errors.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { closeSession, removeSession, sessionLost } from '../client.ts';
import { problem, refreshSessions } from '../directory.ts';
import { inSets, SESSION_TYPE } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { givenSessions, selectSessions } from '../selectors.ts';
import { remotingOf } from '../state.ts';

function notRemoved(session: PSSession): ErrorRecord {
  const text = `Remote session ${session.name} could not be connected and could not be removed from the server. The client remote session object will be removed from the server, but the state of the remote session on the server is unknown.`;
  const type = 'System.Management.Automation.RuntimeException';
  return problem('RemoveSessionCannotConnectToServer', 'InvalidOperation', text, session, type);
}

export default defineCmdlet({
  name: 'Remove-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['rsn'],
  synopsis: 'Closes one or more PowerShell sessions (PSSessions).',
  className: 'Microsoft.PowerShell.Commands.RemovePSSessionCommand',
  defaultSet: 'Id',
  supportsShouldProcess: true,
  parameters: {
    Id: {
      type: 'int[]',
      // with -ComputerName, both must match
      sets: { Id: { mandatory: true, position: 0, byName: true }, ComputerName: { byName: true } },
      notNullOrEmpty: true,
      help: 'Ids of sessions.',
    },
    Session: {
      type: `${SESSION_TYPE}[]`,
      sets: { Session: { mandatory: true, position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      help: 'The sessions.',
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, byName: true } },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Names of sessions.',
    },
    InstanceId: {
      type: 'guid[]',
      sets: { InstanceId: { mandatory: true, byName: true } },
      notNull: true,
      help: 'Instance ids of sessions.',
    },
    ComputerName: {
      type: 'string[]',
      aliases: ['Cn'],
      sets: { ComputerName: { mandatory: true, position: 0, byName: true } },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Computers whose sessions are removed.',
    },
    VMId: { type: 'guid[]', aliases: ['VMGuid'], sets: inSets(['VMId'], { mandatory: true }), help: 'Not in a page.' },
    VMName: { type: 'string[]', sets: inSets(['VMName'], { mandatory: true }), help: 'Not in a page.' },
    ContainerId: { type: 'string[]', sets: inSets(['ContainerId'], { mandatory: true }), help: 'Not in a page.' },
  },
  stateVersion: 1,
  process(context) {
    const remoting = remotingOf(context.machine.root);
    let sessions = context.isBound('ComputerName') ? selectSessions(context, 'ComputerName') : givenSessions(context);
    if (context.isBound('ComputerName') && context.isBound('Id')) {
      const ids = selectSessions(context, 'Id');
      sessions = sessions.filter((s) => ids.includes(s));
    }
    const confirmed = sessions.filter((s) => context.shouldProcess(s.computerName, 'Remove'));
    // a disconnected one can be removed by whoever could connect to it
    const away = context.once(() => confirmed.filter((s) => s.state === 'Disconnected').map((s) => s.instanceId));
    refreshSessions(
      context,
      confirmed.filter((s) => away.includes(s.instanceId)),
    );
    for (const session of confirmed) {
      const known = remoting.sessions.includes(session);
      const isFree = session.state !== 'Broken' && session.availability !== 'Busy';
      if (away.includes(session.instanceId) && !isFree) context.writeError(notRemoved(session));
      // one that `exit` has closed is in the directory still
      else if (session.state !== 'Broken') {
        removeSession(context.machine.root, session.instanceId);
        closeSession(context.machine, session, 'Closed');
        sessionLost(context.machine, session.instanceId);
      }
      if (session.state !== 'Closed' && session.state !== 'Broken') closeSession(context.machine, session, 'Closed');
      if (!known) continue;
      remoting.sessions = remoting.sessions.filter((s) => s !== session);
      touch(remoting);
    }
  },
  help: { related: ['New-PSSession', 'Get-PSSession'] },
});
