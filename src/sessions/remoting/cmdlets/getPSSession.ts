/** Get-PSSession. Behaviour: GetPSSession.cs; mission.md S3 to S5. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { listOf } from '../../../interpreter/machine/using.ts';
import { EnumValue, type Value } from '../../../interpreter/values/value.ts';
import { refreshSessions } from '../directory.ts';
import { connectionParameters, inSets } from '../parameters.ts';
import { querySessions } from '../query.ts';
import { selectSessions } from '../selectors.ts';
import { remotingOf } from '../state.ts';

const COMPUTER = ['ComputerName', 'ComputerInstanceId'];
const URI = ['ConnectionUri', 'ConnectionUriInstanceId'];
const CONTAINER = ['ContainerId', 'ContainerIdInstanceId'];
const VM_ID = ['VMId', 'VMIdInstanceId'];
const VM_NAME = ['VMName', 'VMNameInstanceId'];
const QUERIES = [...COMPUTER, ...URI];
const STATES = ['All', 'Opened', 'Disconnected', 'Closed', 'Broken'];

/** The state that -State wants, or null for all. */
function wantedState(value: Value | undefined): string | null {
  const name = value instanceof EnumValue ? STATES[Number(value.value)] : undefined;
  return name === undefined || name === 'All' ? null : name;
}

export default defineCmdlet({
  name: 'Get-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['gsn'],
  synopsis: 'Gets the PowerShell sessions on local and remote computers.',
  className: 'Microsoft.PowerShell.Commands.GetPSSessionCommand',
  defaultSet: 'Name',
  parameters: {
    ConnectionUri: {
      type: 'uri[]',
      aliases: ['URI', 'CU'],
      sets: inSets(URI, { mandatory: true, position: 0, byName: true }),
      help: 'Addresses of computers.',
    },
    ComputerName: {
      type: 'string[]',
      aliases: ['Cn'],
      sets: inSets(COMPUTER, { mandatory: true, position: 0, byName: true }),
      notNullOrEmpty: true,
      help: 'Computers whose sessions are asked for.',
    },
    ...connectionParameters(COMPUTER, URI),
    ConfigurationName: {
      type: 'string',
      sets: inSets([...QUERIES, ...CONTAINER, ...VM_ID, ...VM_NAME], { byName: true }),
      help: 'Only sessions of this configuration.',
    },
    Name: {
      type: 'string[]',
      sets: { Name: { byName: true }, ComputerName: {}, ConnectionUri: {}, ContainerId: {}, VMId: {}, VMName: {} },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Names of sessions.',
    },
    InstanceId: {
      type: 'guid[]',
      sets: {
        InstanceId: { mandatory: true, byName: true },
        ...inSets(['ComputerInstanceId', 'ConnectionUriInstanceId', 'ContainerIdInstanceId', 'VMIdInstanceId', 'VMNameInstanceId'], {
          mandatory: true,
        }),
      },
      notNull: true,
      help: 'Instance ids of sessions.',
    },
    Id: { type: 'int[]', sets: { Id: { mandatory: true, position: 0, byName: true } }, notNull: true, help: 'Ids of sessions.' },
    ThrottleLimit: { type: 'int', sets: inSets(QUERIES), help: 'Most computers at a time.' },
    State: {
      type: 'System.Management.Automation.Runspaces.SessionFilterState',
      sets: inSets([...QUERIES, ...CONTAINER, ...VM_ID, ...VM_NAME]),
      help: 'Only sessions in this state.',
    },
    ContainerId: { type: 'string[]', sets: inSets(CONTAINER, { mandatory: true, byName: true }), help: 'Containers.' },
    VMId: {
      type: 'guid[]',
      aliases: ['VMGuid'],
      sets: inSets(VM_ID, { mandatory: true, position: 0, byName: true }),
      help: 'Virtual machines.',
    },
    VMName: { type: 'string[]', sets: inSets(VM_NAME, { mandatory: true, byName: true }), wildcards: true, help: 'Virtual machines.' },
  },
  stateVersion: 1,
  process(context) {
    const remoting = remotingOf(context.machine.root);
    const set = context.parameterSet;
    if (QUERIES.includes(set)) {
      for (const session of querySessions(context, wantedState(context.params.State))) context.write(session);
      return;
    }
    // there are no containers and virtual machines, so no session is in one
    if ([...CONTAINER, ...VM_ID, ...VM_NAME].includes(set)) return;
    refreshSessions(context, remoting.sessions);
    for (const kind of ['Id', 'InstanceId', 'Name'] as const) {
      if (!context.isBound(kind)) continue;
      // one selector after the other: what is found and what is missing come in their order, and twice what is named twice
      for (const value of listOf(context.params[kind])) for (const session of selectSessions(context, kind, value)) context.write(session);
      return;
    }
    for (const session of remoting.sessions) context.write(session);
  },
  help: {
    examples: [{ code: 'Get-PSSession' }, { code: 'Get-PSSession -ComputerName Server01 -State Disconnected' }],
    related: ['New-PSSession', 'Connect-PSSession', 'Receive-PSSession'],
  },
});
