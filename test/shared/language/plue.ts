/** A schema in the likeness of a real one, for the tests of this folder. */
export const PLUE = {
  type: 'object',
  properties: {
    server: {
      type: 'object',
      description: 'The web server.',
      properties: {
        port: {
          type: 'integer',
          minimum: 1,
          maximum: 65535,
          default: 8080,
          description: 'The port to listen on.',
          'x-strata-reload': 'restart',
        },
        host: { type: 'string', examples: ['0.0.0.0', 'localhost'] },
        level: {
          enum: ['debug', 'info', 'warn'],
          markdownEnumDescriptions: ['Everything.', 'What matters.', ''],
          default: 'info',
        },
        debug: { type: 'boolean', default: false },
        timeout: { type: 'string', 'x-strata-duration': true, pattern: '^\\d+s$' },
        started: { type: 'string', format: 'date-time' },
        tags: { type: 'array', items: { enum: ['blue', 'green'] }, uniqueItems: true },
        tls: { type: 'object', properties: { cert: { type: 'string' } } },
        workers: { type: 'integer', deprecationMessage: 'Use server.threads_*.' },
        internal: { type: 'string', 'x-taplo': { hidden: true } },
      },
      required: ['host'],
    },
    database: {
      type: 'object',
      properties: {
        password: { type: 'string', 'x-strata-secret': true, default: 'hunter2' },
        pool: { type: 'object', defaultSnippets: [{ body: { size: 5 } }] },
      },
    },
    services: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { image: { type: 'string' } } },
    },
    users: {
      type: 'array',
      items: {
        type: 'object',
        properties: { login: { type: 'string' }, role: { enum: ['reader', 'writer'] } },
      },
    },
    'odd key': { type: 'integer' },
  },
};
