/** The types of completion, whose files are imported when first named. */
import { lazyNames, lazyTypes } from '../values/types/registry.ts';

const SMA = 'System.Management.Automation.';
const files: Record<string, () => Promise<unknown>> = {
  [`${SMA}CompletionResult`]: () => import('./completionResult.ts'),
  [`${SMA}CommandCompletion`]: () => import('./commandCompletion.ts'),
};
for (const [name, load] of Object.entries(files)) {
  lazyTypes[name.toLowerCase()] = load;
  lazyNames.push(name);
}
