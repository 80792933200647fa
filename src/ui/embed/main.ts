/** The entry of embed.html: an embed made of the address's parameters, for frames on other people's pages. */
import { listenToPage } from './frame.ts';
import { mount } from './mount.ts';

const query = new URLSearchParams(location.search);
const theme = query.get('theme');
const embed = mount(document.body, {
  command: query.get('command'),
  run: query.has('run') && query.get('run') !== 'false',
  computer: query.get('computer'),
  configuration: query.get('configuration'),
  theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  app: './index.html',
});
listenToPage(embed, { parent: window.parent, self: window });
