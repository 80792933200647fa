/** Parameters that the remoting cmdlets share, and the transports that a page does not have. */
import type { ParameterShort } from '../../interpreter/binding/metadata.ts';
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { toText } from '../../interpreter/values/convert.ts';
import { fail } from '../../interpreter/values/errors.ts';
import type { Value } from '../../interpreter/values/value.ts';
import './psSession.ts';
import { listOf } from '../../interpreter/machine/using.ts';

/** Type names of sessions and jobs as parameters name them. */
export const SESSION_TYPE = 'System.Management.Automation.Runspaces.PSSession';
export const JOB_TYPE = 'System.Management.Automation.Job';

/** The sets of a parameter: names alone, with flags shared by all. */
export function inSets(names: readonly string[], flags: Partial<Omit<ParameterShort, 'sets' | 'type'>> = {}): ParameterShort['sets'] {
  return Object.fromEntries(names.map((n) => [n, flags]));
}

/** How to connect, in the sets given. */
export function connectionParameters(computer: readonly string[], uri: readonly string[] = []): Record<string, ParameterShort> {
  const all = [...computer, ...uri];
  return {
    Credential: { type: 'pscredential', sets: inSets(all, { byName: true }), help: 'User to connect as.' },
    Port: { type: 'int', sets: inSets(computer), validateRange: [1, 65_535], help: 'Port; has no meaning in a page.' },
    UseSSL: { type: 'switch', sets: inSets(computer), help: 'Has no meaning in a page.' },
    ConfigurationName: { type: 'string', sets: inSets(all, { byName: true }), help: 'Session configuration.' },
    ApplicationName: { type: 'string', sets: inSets(computer, { byName: true }), help: 'Has no meaning in a page.' },
    SessionOption: { type: 'System.Management.Automation.Remoting.PSSessionOption', sets: inSets(all), help: 'Options of the session.' },
    Authentication: {
      type: 'System.Management.Automation.Runspaces.AuthenticationMechanism',
      sets: inSets(all),
      help: 'Has no meaning in a page.',
    },
    CertificateThumbprint: { type: 'string', sets: inSets(all), help: 'Has no meaning in a page.' },
    ...(uri.length === 0 ? {} : { AllowRedirection: { type: 'switch', sets: inSets(uri), help: 'Has no meaning in a page.' } }),
  };
}

/** Sets of transports that bind and are refused. Names by cmdlet differ; these are the parameters that choose them. */
export function otherTransports(scriptBlockSets: readonly string[] = []): Record<string, ParameterShort> {
  const block = scriptBlockSets.length > 0;
  const sets = (name: string, flags: Partial<Omit<ParameterShort, 'sets' | 'type'>>): ParameterShort['sets'] =>
    inSets(block ? [name, `FilePath${name}`] : [name], flags);
  const help = 'Not in a page.';
  return {
    VMId: { type: 'guid[]', aliases: ['VMGuid'], sets: sets('VMId', { mandatory: true, position: 0 }), help },
    VMName: { type: 'string[]', sets: sets('VMName', { mandatory: true }), help },
    ContainerId: { type: 'string[]', sets: sets('ContainerId', { mandatory: true }), help },
    RunAsAdministrator: { type: 'switch', sets: sets('ContainerId', {}), help },
    HostName: { type: 'string[]', sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost'], { mandatory: true }), help },
    UserName: { type: 'string', sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost']), help },
    KeyFilePath: {
      type: 'string',
      aliases: ['IdentityFilePath'],
      sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost']),
      help,
    },
    Subsystem: { type: 'string', sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost']), help },
    ConnectingTimeout: { type: 'int', sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost']), help },
    SSHTransport: { type: 'switch', sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost']), help },
    Options: { type: 'hashtable', sets: inSets(block ? ['SSHHost', 'FilePathSSHHost'] : ['SSHHost']), help },
    SSHConnection: {
      type: 'hashtable[]',
      sets: inSets(block ? ['SSHHostHashParam', 'FilePathSSHHostHash'] : ['SSHHostHashParam'], { mandatory: true }),
      help,
    },
  };
}

/** Throws the error of a transport that is not there; does nothing for the others. */
export function refuseTransports<S extends object>(context: CmdletContext<S>): void {
  const bound = (name: string): boolean => context.isBound(name);
  if (bound('HostName') || bound('SSHConnection'))
    throw fail(
      'CommandNotFoundException',
      'ObjectNotFound',
      "The term 'ssh' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.",
      { typeName: 'System.Management.Automation.CommandNotFoundException', target: 'ssh' },
    );
  if (bound('VMId') || bound('VMName'))
    throw fail('HyperVModuleNotAvailable', 'NotInstalled', 'The Hyper-V Module for PowerShell is not available on this machine.', {
      typeName: 'System.ArgumentException',
    });
  if (bound('ContainerId'))
    throw fail(
      'ContainerFeatureIsNotEnabled',
      'NotInstalled',
      'Containers are not available on this machine. Sessions can be made on computers of this browser profile only.',
      { typeName: 'System.Management.Automation.PSInvalidOperationException' },
    );
}

/** Computer names that a command line gave: -ComputerName, or the hosts of -ConnectionUri. */
export function computersOf<S extends object>(context: CmdletContext<S>): string[] {
  if (context.isBound('ConnectionUri'))
    return listOf(context.params.ConnectionUri).map((uri) => {
      const text = toText(uri, context);
      return /^[a-z][a-z\d+.-]*:\/\/([^/:?#]+)/i.exec(text)?.[1] ?? text;
    });
  return listOf(context.params.ComputerName).map((name) => String(name));
}

/** The limit of targets at a time: 32 unless a positive one is given. */
export function throttleOf(value: Value | undefined): number {
  return typeof value === 'number' && value > 0 ? value : 32;
}
