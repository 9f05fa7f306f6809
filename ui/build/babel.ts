import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { transformAsync, types } from '@babel/core';
import type { PluginObj } from '@babel/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const OURS = /\/src\/.*\.tsx?$/;
const HAS_MESSAGES = /from '@lingui\/\w+\/macro'/;
const HAS_COMPONENTS = /<\w|\buse[A-Z]/;

/** Another version of a compiler makes something else of the same file. */
const VERSIONS = ['../package-lock.json', './babel.ts'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\0');
const MADE_BEFORE = fileURLToPath(new URL('../node_modules/.cache/tacklebox-babel/', import.meta.url));

interface Made {
  code: string;
  map: string;
}

/**
 * What Vite's own compiler does not do: messages in the reader's language (Lingui's macros), and components that are
 * not drawn again for nothing (React Compiler). Types and JSX stay as they are; Vite takes them away afterwards. What
 * was made of a file is kept, since the compiler takes its time.
 */
export function babel(): Plugin {
  return {
    name: 'tacklebox:babel',
    enforce: 'pre',
    async transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!OURS.test(file) || file.includes('node_modules')) return null;
      const hasComponents = HAS_COMPONENTS.test(code);
      if (!hasComponents && !HAS_MESSAGES.test(code)) return null;
      const key = createHash('sha256').update([VERSIONS, file.slice(file.lastIndexOf('/src/')), code].join('\0')).digest('hex');
      return (await madeBefore(key)) ?? keep(key, await make(file, code, hasComponents));
    },
  };
}

async function make(file: string, code: string, hasComponents: boolean): Promise<Made> {
  const made = await transformAsync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    parserOpts: { plugins: file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
    plugins: [
      // English stands in the code and needs no catalogue.
      ['@lingui/babel-plugin-lingui-macro', { stripMessageField: false }],
      readMessages,
      ...(hasComponents ? [['babel-plugin-react-compiler', { target: '19' }]] : []),
    ],
  });
  return { code: made?.code ?? code, map: JSON.stringify(made?.map ?? null) };
}

/** Reads messages with values or plurals in them here, so that no page has to carry a reader of its own for them. */
const readMessages: PluginObj = {
  visitor: {
    Program: {
      exit(program) {
        program.traverse({
          ObjectProperty({ node }) {
            const { key, value } = node;
            if (!types.isIdentifier(key, { name: 'message' }) || !types.isStringLiteral(value)) return;
            const read = compileMessage(value.value);
            if (read.length !== 1 || read[0] !== value.value) node.value = types.valueToNode(read);
          },
        });
      },
    },
  },
};

async function madeBefore(key: string): Promise<Made | null> {
  try {
    return JSON.parse(await readFile(MADE_BEFORE + key, 'utf8')) as Made;
  } catch {
    return null;
  }
}

async function keep(key: string, made: Made): Promise<Made> {
  await mkdir(MADE_BEFORE, { recursive: true });
  // Under a name of its own first: two builds at once may make the same.
  const beside = `${MADE_BEFORE}${key}.${process.pid}`;
  await writeFile(beside, JSON.stringify(made));
  await rename(beside, MADE_BEFORE + key);
  return made;
}
