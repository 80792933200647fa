/** What the clients linked to a session are told of it. */
import { POWERSHELL_VERSION } from '../../interpreter/machine/initialState.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { declareVariable, findVariable, setCell } from '../../interpreter/machine/state.ts';
import { PSHashtable } from '../../interpreter/values/collections.ts';
import { NeedActivity } from '../../interpreter/values/context.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { customObject } from '../../interpreter/values/object.ts';
import type { CreateSession, WireValue } from '../protocol.ts';
import { serialize } from './serialize.ts';
import { ServedFrame } from './servedFrame.ts';
import { type Remoting, remotingOf } from './state.ts';

/** State and availability for a client. Busy only by what others run: of its own commands a client knows more than it is told. */
export function linkState(remoting: Remoting, peer: string): { state: string; availability: string } {
  if (!remoting.open) return { state: 'Closed', availability: 'None' };
  return { state: 'Opened', availability: remoting.queue.some((c) => c.attached?.peer !== peer) ? 'Busy' : 'Available' };
}

/** ApplicationPrivateData: what the client's PSSession shows of the server. */
export function privateData(machine: Machine): WireValue {
  const { globalScope } = machine.root.runspaces[0];
  const table = new PSHashtable('Hashtable');
  table.set('UnhandledBreakpointMode', 1);
  table.set('BreakAll', false);
  table.set('PSVersionTable', findVariable(globalScope, 'psversiontable')?.value ?? null);
  table.set('DebugStop', false);
  const bottom = new ServedFrame();
  bottom.scope = globalScope;
  machine.enter(bottom);
  try {
    return serialize(table, machine.context);
  } catch (error) {
    if (!(error instanceof NeedActivity)) throw error;
    // a type is not loaded yet: the version alone
    const version = new PSHashtable('Hashtable');
    version.set('PSVersion', POWERSHELL_VERSION);
    table.set('PSVersionTable', version);
    return serialize(table, machine.context);
  }
}

/**
 * A fresh session that another machine has asked for: its variables. The driver makes the root with hostName 'ServerRemoteHost' and calls
 * this once before the first message. Consoles are told their client with {@link setClient} instead.
 */
export function sessionStarted(machine: Machine, created: CreateSession): void {
  const remoting = remotingOf(machine.root);
  touch(remoting);
  remoting.created = { ...created };
  // a console acts for its tab; every other session is a client itself, which lives on when the tab that asked for it is gone
  remoting.client = created.kind === 'Console' ? (created.ownerClient ?? created.id) : created.id;
  const [runspace] = machine.root.runspaces;
  runspace.name = created.name;
  const { globalScope } = runspace;
  if (created.kind === 'Console') return;
  runspace.hostName = 'ServerRemoteHost';
  const { location } = created.options;
  if (typeof location === 'string' && runspace.currentDrive !== null) {
    runspace.currentDrive.currentLocation = location.replace(/^\//, '');
    touch(runspace.currentDrive);
  }
  const set = (name: string, value: Parameters<typeof setCell>[1]): void => setCell(declareVariable(globalScope, name), value);
  set('PROFILE', null);
  const identity = customObject([
    ['AuthenticationType', 'Negotiate'],
    ['IsAuthenticated', true],
    ['Name', created.user],
  ]);
  set(
    'PSSenderInfo',
    customObject(
      [
        ['UserInfo', customObject([['Identity', identity]])],
        ['ClientTimeZone', null],
        ['ConnectedUser', created.user],
        ['RunAsUser', created.user],
        ['ConnectionString', `http://${created.computer.toLowerCase()}:5985/wsman`],
        ['ApplicationArguments', new PSHashtable('Hashtable')],
        ['ConfigurationName', created.configuration],
      ],
      ['System.Management.Automation.Remoting.PSSenderInfo'],
    ),
  );
}

/** Says which client (tab) a console acts for. */
export function setClient(machine: Machine, client: string): void {
  const remoting = remotingOf(machine.root);
  if (remoting.client === client) return;
  touch(remoting);
  remoting.client = client;
}
