/**
 * @typedef {object} Settings
 * @property {number} pageSize
 * @property {string[]} allowedTags
 * @property {boolean} attachments
 * @property {number} maxContentLength
 */

const DEFAULT_PAGE_SIZE = 20;

/**
 * What the service goes by, out of what is fixed in its artifact and what may change while it runs. A run-time value that is
 * missing or makes no sense gives way to a default: a slip of the pen must not take the service down.
 *
 * @param {Record<string, string>} parameters run-time, from SSM
 * @param {{ security: { maxContentLength: number }, performance: { maxPageSize: number } }} config build-time
 * @returns {Settings}
 */
export function settingsFrom(parameters, config) {
  return {
    pageSize: Math.min(pageSizeFrom(parameters.PAGE_SIZE), config.performance.maxPageSize),
    allowedTags: listFrom(parameters.ALLOWED_TAGS),
    attachments: parameters.FEATURE_ATTACHMENTS === 'true',
    maxContentLength: config.security.maxContentLength,
  };
}

function pageSizeFrom(text = '') {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : DEFAULT_PAGE_SIZE;
}

/** SSM gives a StringList as one string with commas. */
function listFrom(text = '') {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
