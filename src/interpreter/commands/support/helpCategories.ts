/** What Get-Help -Category takes (HelpCategory in HelpProvider.cs, without None). */
export const HELP_CATEGORIES = [
  'Alias',
  'Cmdlet',
  'Provider',
  'General',
  'FAQ',
  'Glossary',
  'HelpFile',
  'ScriptCommand',
  'Function',
  'Filter',
  'ExternalScript',
  'All',
  'DefaultHelp',
  'DscResource',
  'Class',
  'Configuration',
] as const;
