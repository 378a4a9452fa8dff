/** The schema of JSON Schemas, by its `$id`: what is written without a `$schema`, too, is checked against it. */
export const META_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
