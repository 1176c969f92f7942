// On the pages at the door (sign-on, locked desk): whatever this computer kept of pages for a time without a server
// is taken away. Other people use it too.

globalThis.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
