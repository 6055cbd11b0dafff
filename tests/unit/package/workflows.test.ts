/** The pipeline's files: valid by GitHub's own parser, and by the rules that keep a pipeline from being taken over. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';

const folder = resolve(import.meta.dirname, '../../../.github/workflows');

/** What GitHub's parser has against a workflow. */
async function faults(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

/** What the rules have against a workflow; each is told with its line. */
function brokenRules(content: string): readonly string[] {
  const lines = content.split('\n');
  const broken: string[] = [];
  if (!lines.includes('permissions: {}')) broken.push('no "permissions: {}" at the top');
  let step = '';
  for (const line of lines) {
    if (/^ {6}- /u.test(line)) step = '';
    step += `${line}\n`;
    const action = /^\s*(?:- )?uses: *(.*)$/u.exec(line)?.[1];
    if (action !== undefined && !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u.test(action))
      broken.push(`not pinned by commit, with its version: ${action}`);
    if (/\bsecrets\.\w/u.test(line) && !step.includes('name: Make and sign'))
      broken.push(`a secret outside signing: ${line.trim()}`);
    if (/^\s*(?:- )?run:.*\$\{\{/u.test(line)) broken.push(`an expression in a script: ${line.trim()}`);
    if (/pull_request_target|workflow_run|write-all/u.test(line)) broken.push(`rights for strangers: ${line.trim()}`);
  }
  const checkouts = lines.filter((line) => line.includes('actions/checkout@')).length;
  if (lines.filter((line) => line.includes('persist-credentials: false')).length !== checkouts)
    broken.push('a checkout that leaves its credentials behind');
  return broken;
}

/** An expression, as workflows write it. */
const expression = (what: string): string => `\${{ ${what} }}`;

const names = readdirSync(folder);

test.each(names)('%s is a workflow by the book', async (name) => {
  const content = readFileSync(join(folder, name), 'utf8');
  expect(await faults(name, content)).toEqual([]);
  expect(brokenRules(content)).toEqual([]);
});

describe('the checks notice', () => {
  const good = readFileSync(join(folder, 'release.yml'), 'utf8');
  const pinned = /actions\/checkout@[0-9a-f]{40} # v[\d.]+/u;

  test.each([
    ['an unknown key', good.replace('needs: checks', 'need: checks')],
    ['an unknown permission', good.replace('contents: read', 'content: read')],
    ['a job that is not there', good.replace('needs: checks', 'needs: check')],
    ['an expression that cannot be', good.replace("runner.os == 'Linux'", "runners.os = 'Linux'")],
  ])('%s', async (_what, content) => {
    expect(content).not.toBe(good);
    expect(await faults('release.yml', content)).not.toEqual([]);
  });

  test.each([
    ['a tag in place of a commit', good.replace(pinned, 'actions/checkout@v6')],
    ['a commit without its version', good.replace(/ # v6\.0\.1/u, '')],
    ['default permissions', good.replace('permissions: {}', '')],
    ['a secret in another step', good.replace(expression('github.token'), expression('secrets.RELEASE_TOKEN'))],
    [
      'a script with an expression',
      good.replace('"$GITHUB_REF_NAME" --repo', `${expression('github.ref_name')} --repo`),
    ],
    ['kept credentials', good.replace('persist-credentials: false', 'persist-credentials: true')],
    ['a trigger for strangers', good.replace('  push:', '  pull_request_target:\n  push:')],
  ])('%s', (_what, content) => {
    expect(content).not.toBe(good);
    expect(brokenRules(content)).not.toEqual([]);
  });
});
