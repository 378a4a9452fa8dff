/**
 * Headers that let the pages of our own origins, and no others, read the answer.
 *
 * @param {object} event of API Gateway's proxy integration
 * @param {string[]} origins
 * @returns {Record<string, string>}
 */
export function corsHeaders(event, origins) {
  const origin = headerOf(event, 'origin');
  if (origin === undefined || !origins.includes(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET,POST,PUT,DELETE',
    'Access-Control-Allow-Headers': 'Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token',
    'Access-Control-Max-Age': '600',
  };
}

function headerOf(event, name) {
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}
