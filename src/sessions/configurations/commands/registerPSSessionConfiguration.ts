/**
 * Register-PSSessionConfiguration. Behaviour: CustomShellCommands.cs (RegisterPSSessionConfigurationCommand). There is no WinRM service to
 * restart, so nothing is asked without -Confirm; -Force replaces a configuration of that name.
 */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { fail, TerminatingError } from '../../../interpreter/values/errors.ts';
import { PSObject, shapeOf } from '../../../interpreter/values/object.ts';
import { configurationWarnings } from '../sessionConfigurationFile.ts';
import { askStore, computerOf, configurationPath, fileNotFound, readForUse, readText } from './shared.ts';

export default defineCmdlet({
  name: 'Register-PSSessionConfiguration',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Makes a session configuration of a file, for sessions to be opened with.',
  className: 'Microsoft.PowerShell.Commands.RegisterPSSessionConfigurationCommand',
  defaultSet: 'SessionConfigurationFile',
  parameters: {
    Name: { type: 'string', position: 0, mandatory: true, byName: true, notNullOrEmpty: true, help: 'Name of the configuration.' },
    Path: { type: 'string', mandatory: true, notNullOrEmpty: true, sets: { SessionConfigurationFile: {} }, help: 'The .pssc file.' },
    Force: { type: 'switch', help: 'Replaces a configuration of that name.' },
    NoServiceRestart: { type: 'switch', help: 'Has no effect: there is no service to restart.' },
  },
  supportsShouldProcess: true,
  stateVersion: 1,
  process(context) {
    const name = String(context.params.Name);
    const typed = String(context.params.Path);
    if (!/^[\w.-]+$/.test(name) || /^(microsoft\.powershell|powershell\.7)/i.test(name))
      throw fail('InvalidShellName', 'InvalidArgument', `'${name}' can't be the name of a session configuration here.`, {
        typeName: 'System.Management.Automation.PSArgumentException',
        target: name,
      });
    const path = configurationPath(context, typed);
    const text = readText(context, path);
    if (text === null) throw new TerminatingError(fileNotFound(path));
    const configuration = readForUse(text, path);
    const computer = computerOf(context);
    const known = askStore<'configuration.list'>(context, { op: 'configuration.list', computer });
    if (known.some((c) => c.name.toLowerCase() === name.toLowerCase()) && !context.isOn('Force'))
      throw fail(
        'SessionConfigurationExists',
        'ResourceExists',
        `Session configuration "${name}" already exists. Use -Force to replace it.`,
        {
          typeName: 'System.InvalidOperationException',
          target: name,
        },
      );
    if (!context.shouldProcess(`Name: ${name}. This lets administrators remotely run PowerShell commands on this computer.`)) return;
    for (const warning of configurationWarnings(configuration)) context.writeWarning(warning);
    askStore<'configuration.put'>(context, { op: 'configuration.put', computer, name, definition: { enabled: true, text, path } });
    const parent = `Microsoft.WSMan.Management\\WSMan::${computer}\\Plugin`;
    context.write(
      new PSObject(
        shapeOf(['PSPath', 'PSParentPath', 'PSChildName', 'Type', 'Keys', 'Name']),
        [`${parent}\\${name}`, parent, name, 'Container', `{Name=${name}}`, name],
        undefined,
        ['Microsoft.WSMan.Management.WSManConfigContainerElement', 'Microsoft.WSMan.Management.WSManConfigElement'],
      ),
    );
  },
  help: {
    description: 'The file is read as data and never run. A session opened with the configuration has only what the file says.',
    examples: [
      { code: 'Register-PSSessionConfiguration -Name Lesson -Path ./lesson.pssc' },
      { code: 'New-PSSession -ConfigurationName Lesson' },
    ],
    related: ['New-PSSessionConfigurationFile', 'Test-PSSessionConfigurationFile', 'Unregister-PSSessionConfiguration'],
  },
});
