import { lingui } from '@lingui/vite-plugin';
import type { PluginOption } from 'vite';
import { LINGUI_CONFIG, linguiMacros } from './lingui-macros.ts';
import { serverTexts } from './lingui-server.ts';

/** All that the texts of the client need, where it is built and where it is tested. */
export function texts(): PluginOption[] {
  return [linguiMacros(), serverTexts(), lingui({ configPath: LINGUI_CONFIG })];
}
