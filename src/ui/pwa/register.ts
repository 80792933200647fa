/** Registers the service worker of the built site. Without one (plain http on another host, private windows) the page works online only. */

/** Starts registration; resolves to whether the site will work offline. Never throws. */
export async function registerServiceWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  try {
    const registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    await navigator.serviceWorker.ready;
    return registration.active !== null;
  } catch {
    return false;
  }
}
