import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/**
 * Only what needs types, and React's rules: everything else (style, imports, empty blocks) is biome's, which is faster.
 */
export default tseslint.config(
  {
    ignores: [
      'out/',
      'dist/',
      'demo-out/',
      'bench-out/',
      'resources/',
      '**/*.config.ts',
      '**/*.cjs',
      '**/*.mjs',
      '**/*.js',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number in a sentence is what a template is for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `onClick={() => act()}` gives nothing back on purpose.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // noUncheckedIndexedAccess makes the compiler stricter than what this rule believes.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // One interface may need a promise where this implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Codes and frames are ASCII; taking them apart by character is the daily work here.
      '@typescript-eslint/no-misused-spread': 'off',
      // Our objects are closures without `this`: their functions may be passed about.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Tests look at raw answers and frames on purpose; a wrong shape shows as a red expectation.
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-template-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  {
    files: ['src-renderer/**/*.tsx', 'src-renderer/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
  },
)
