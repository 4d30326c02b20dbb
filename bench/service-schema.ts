/** The schema of the generated service entries, for the measurements with a schema. */
export const SERVICE_SCHEMA = JSON.stringify({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    service: { type: 'object', additionalProperties: { $ref: '#/$defs/service' } },
  },
  additionalProperties: false,
  $defs: {
    service: {
      type: 'object',
      properties: {
        name: { type: 'string', pattern: '^[a-z0-9-]+$' },
        region: { enum: ['eu-north', 'us-east', 'ap-south', 'sa-east'] },
        port: { type: 'integer', minimum: 1, maximum: 65535 },
        weight: { type: 'number', minimum: 0 },
        enabled: { type: 'boolean' },
        started: { type: 'string', format: 'date-time' },
        tags: { type: 'array', items: { type: 'string' } },
        retry: {
          type: 'object',
          properties: { max: { type: 'integer', minimum: 0 }, wait: { type: 'number' } },
          additionalProperties: false,
        },
        log: {
          type: 'object',
          properties: { level: { enum: ['debug', 'info', 'warn', 'error'] } },
          additionalProperties: false,
        },
        limits: { type: 'array', items: { type: 'integer' } },
      },
      required: ['name', 'port'],
      additionalProperties: false,
    },
  },
});
