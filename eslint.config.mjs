// @ts-check
// The rules that a machine can hold. What it cannot hold is in docs/architecture.md.
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/config reads the environment; take an injected configuration.',
};
const WITHOUT_SEED = {
  selector:
    "CallExpression[callee.object.name='fc'][callee.property.name=/^(assert|check|sample)$/][arguments.length=1]",
  message: "Give it { seed: inject('seed') }: a test must not fail by chance.",
};
const MODULE_MOCK = {
  selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|resetModules)$/]",
  message: 'Test files share their modules, so a mocked one is the real one as often as not. Pass what is to differ.',
};
/** Beside those of lists, whose names are of other things. */
const CUT_TEXT = {
  selector:
    "CallExpression[callee.property.name='slice'][arguments.0.value=0][arguments.1.name=/^(LONGEST_(TEXT|NOTE|REASON|NAME|CELL|HEADING)|MOST_CHARACTERS)$/]",
  message: 'It may cut a character in two, which PostgreSQL cannot keep. Use cutTo of src/common/text.ts.',
};
const UNSURE_JOB = {
  selector: ':matches(TemplateElement[value.raw=/graphile_worker.add_job/], Literal[value=/graphile_worker.add_job/])',
  message: 'add_job may do nothing while the job begins: call enqueue_job (migration 0030).',
};
const CLOCK = {
  selector:
    ":matches(NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.object.name='Date'][callee.property.name='now'])",
  message: 'Take an injected Clock, so that a test can say what time it is.',
};
/** In end-to-end tests, whose house works beside them. */
const LOST_UPDATE = {
  selector:
    ':matches(Literal[value=/UPDATE (orders|payments|cancellations)\\b/], TemplateElement[value.raw=/UPDATE (orders|payments|cancellations)\\b/])',
  message: 'A job that has read the order would write the row back as it was. Use test/support/alter-stored.ts.',
};

const NULL_AS_ABSENCE = {
  name: 'class-validator',
  importNames: ['IsOptional', 'ValidateIf'],
  message:
    'It takes null for absence: a number that went wrong would be a field left out. Use Optional or OptionalOrNull of src/common/http/fields.ts.',
};

const NULL_AS_ABSENCE_IN_PARTS = {
  name: '@nestjs/swagger',
  importNames: ['PartialType'],
  message:
    'It makes fields optional with IsOptional, which takes null for absence. Write the fields out, with Optional.',
};

/** What runs before anything is compiled is JavaScript with types in its comments; the same rules hold there. */
const TYPED = ['**/*.ts', '**/*.tsx', '**/*.mjs'];

export default defineConfig(
  { ignores: ['dist', 'node_modules', '.data', '**/public/**', '**/assets/**', 'console/src/api/openapi.ts'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: TYPED })),
  {
    files: TYPED,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest modules are empty classes that carry a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Numbers of won and milliseconds belong into sentences.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Entities and DTOs are shapes without methods: a literal of the shape is as good as an instance.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', WITHOUT_SEED, MODULE_MOCK],
      'no-restricted-imports': ['error', { paths: [NULL_AS_ABSENCE, NULL_AS_ABSENCE_IN_PARTS] }],
    },
  },
  // Here the two are made of it.
  { files: ['src/common/http/fields.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, WITHOUT_SEED, MODULE_MOCK, CLOCK, UNSURE_JOB, CUT_TEXT] },
  },
  // Periodic jobs put themselves back while they run.
  {
    files: ['src/jobs/job-tasks.ts'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, WITHOUT_SEED, MODULE_MOCK, CLOCK] },
  },
  // These measure how long a program takes, and the clock itself.
  {
    files: ['src/database/*.ts', 'src/common/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, WITHOUT_SEED, MODULE_MOCK] },
  },
  { files: ['test/e2e/**/*.ts'], rules: { 'no-restricted-syntax': ['error', WITHOUT_SEED, MODULE_MOCK, LOST_UPDATE] } },
  { files: ['console/**/*.tsx', 'console/**/*.ts'], ...reactHooks.configs.flat.recommended },
  { files: ['src/config/**/*.ts'], rules: { 'no-restricted-syntax': ['error', WITHOUT_SEED, MODULE_MOCK, CLOCK] } },
);
