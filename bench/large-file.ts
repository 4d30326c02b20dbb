/** The large file of the benchmarks: believable service entries, always the same text for the same count. */

const regions = ['eu-north', 'us-east', 'ap-south', 'sa-east'];
const levels = ['debug', 'info', 'warn', 'error'];

/**
 * A TOML text of one comment line and `tables` sections of 12 lines with a blank line after each: 52,001 lines and
 * 986 kB for 4,000. It holds strings, integers, floats, booleans, dates, arrays, an inline table and comments.
 */
export function largeToml(tables = 4000): string {
  const sections = Array.from({ length: tables }, (_, index) => section(index));
  return `# ${tables} generated services\n${sections.join('')}`;
}

function section(index: number): string {
  const number = String(index).padStart(4, '0');
  const day = String((index % 28) + 1).padStart(2, '0');
  return `[service.node-${number}]
# shard ${index % 16}
name = "node-${number}"
region = "${regions[index % regions.length]}"
port = ${10_000 + index}
weight = ${(index % 1000) / 8 + 0.5}
enabled = ${index % 3 !== 0}
started = 2026-03-${day}T07:32:00Z
tags = ["ec", "t${index % 9}", "edge"]
retry = { max = ${index % 10}, wait = 2.5 }
log.level = "${levels[index % levels.length]}"
limits = [${index % 7}, ${index % 77}, ${index}]

`;
}
