/**
 * The Content-Security-Policy that the built pages carry in a meta element and that our own servers also send with every file: a worker
 * started from a URL obeys the headers of its own response, not the policy of its page. No script but our own files, nothing that needs
 * eval; styles may be inline because lit's fallback and progress bars set them. frame-ancestors is left out so that anyone may embed.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');
