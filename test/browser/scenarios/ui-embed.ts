import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../rig/scenario.ts';
import { until } from '../rig/wait.ts';

/** A page of somebody else's, on a server of its own. */
function foreignPage(body: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'limpet-foreign-'));
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>A lesson</title><body>${body}</body></html>`,
  );
  return folder;
}

export const scenarios: Scenario[] = [
  {
    name: 'ui: embed.html runs its command in a computer of its own',
    async run({ openTab }) {
      const embed = await openTab(`embed.html?run&command=${encodeURIComponent('"by itself"')}`);
      await embed.waitForText(/^by itself$/m);
      assert.equal(await embed.has('list', 'Sessions'), false);
      const app = await openTab();
      await app.waitForPrompt();
      assert.deepEqual(await app.names('listitem'), ['Console on localhost, Opened']);
      assert.deepEqual(await app.readOutput(), []);
      await embed.waitForPrompt();
      await embed.click('button', 'Reset');
      await embed.waitForText(/^by itself$/m);
      await embed.waitForPrompt();
      await embed.click('button', 'Run');
      await until('a second run', async () => (await embed.readOutput()).filter((line) => line === 'by itself').length === 2);
    },
  },
  {
    name: 'ui: <limpet-shell> on a page of another origin, from one plain script tag',
    async run({ browser, server, serve, cleanUp }) {
      const folder = foreignPage(
        `<script src="${server.url}limpet-shell.js"></script><limpet-shell command='"from afar"' height="240" theme="dark" style="--limpet-accent: #ff8800"></limpet-shell>`,
      );
      cleanUp(() => rmSync(folder, { recursive: true }));
      const foreign = await serve(folder);
      const tab = await browser.openTab(foreign.url.replace('localhost', '127.0.0.1'));
      const frame = await tab.frame(/embed\.html/);
      await frame.waitForPrompt(30_000);
      assert.equal(await frame.valueOf('textbox', 'Command line'), '"from afar"');
      await until('the theme of the page', async () => (await frame.evaluate('document.querySelector("limpet-embed").theme')) === 'dark');
      assert.equal(await frame.evaluate('document.querySelector("limpet-embed").style.getPropertyValue("--limpet-accent")'), '#ff8800');
      await tab.evaluate('document.querySelector("limpet-shell").run()');
      await frame.waitForText(/^from afar$/m);
      assert.equal(await tab.evaluate('document.querySelector("limpet-shell").getBoundingClientRect().height'), 240);
    },
  },
  {
    name: 'ui: <limpet-shell> on its own origin is part of the page',
    async run({ openTab }) {
      const tab = await openTab('embed.html');
      await tab.waitForPrompt();
      await tab.evaluate(async () => {
        document.body.replaceChildren();
        const script = document.createElement('script');
        script.src = './limpet-shell.js';
        await new Promise((resolve) => {
          script.onload = resolve;
          document.head.append(script);
        });
        const shell = document.createElement('limpet-shell');
        shell.setAttribute('command', '"in the page"');
        shell.setAttribute('run', '');
        document.body.append(shell);
      });
      await tab.waitForText(/^in the page$/m, 30_000);
      assert.equal(await tab.evaluate('document.querySelector("limpet-shell").shadowRoot.querySelectorAll("iframe").length'), 0);
    },
  },
];
