/** Makes launch configurations: from the active editor where there is no launch.json, and complete in any case. */

import * as vscode from 'vscode';
import { complain } from '../messages';
import { filesAround } from '../project/workspaceFiles';
import { workspaceScenarios } from '../project/workspaceScenarios';
import { configurationOf, kernelSources, withDefaults } from './configuration';
import { serverPort } from './server';
import { chooseTarget } from './target';

type Config = vscode.DebugConfiguration;

export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  /**
   * @param extension its folder, with the kernel's source
   * @param refusal why nothing can be debugged here; undefined: it can
   */
  constructor(
    private readonly extension: vscode.Uri,
    private readonly refusal: string | undefined,
  ) {}

  provideDebugConfigurations(folder?: vscode.WorkspaceFolder): Promise<Config[]> {
    return scenarioConfigurations(folder);
  }

  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    config: Config,
  ): Promise<Config | undefined> {
    if (this.refusal !== undefined) return refuse(this.refusal);
    if (config.request === 'attach' || typeof config['scenario'] === 'string') return config;
    const target = await chooseTarget();
    if (target === undefined) return undefined;
    const found = configurationOf(target.scenario, target.uri.fsPath);
    // An empty configuration: F5 without a launch.json. Otherwise launch.json says all but the scenario.
    return config.type === undefined || config.type === ''
      ? { ...found, ...(config.noDebug !== undefined && { noDebug: config.noDebug }) }
      : { ...config, scenario: found.scenario };
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    config: Config,
  ): Promise<Config | undefined> {
    const port = serverPort(config);
    if (typeof port === 'string') return wrong(port);
    if (config.request === 'attach') return config;
    const scenario = resolvePath(folder, String(config['scenario']));
    if (!(await exists(scenario))) {
      return wrong(`There is no scenario at ${scenario.fsPath}.`);
    }
    const { kernel } = config;
    return {
      ...withDefaults(config, await this.#sources()),
      scenario: scenario.fsPath,
      ...(typeof kernel === 'string' && { kernel: resolvePath(folder, kernel).fsPath }),
    };
  }

  async #sources(): Promise<string> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(
      it => it.uri.scheme === this.extension.scheme,
    );
    const paths = folders.map(it => it.uri.path);
    const found = await kernelSources(filesAround(this.extension), paths);
    return this.extension.with({ path: found ?? this.extension.path }).fsPath;
  }
}

/** One configuration for each scenario of a folder, or of all folders. */
export async function scenarioConfigurations(folder?: vscode.WorkspaceFolder): Promise<Config[]> {
  return (await workspaceScenarios(folder)).map(({ scenario, uri }) => {
    // The variable means nothing where no folder is meant.
    const relative = vscode.workspace.asRelativePath(uri, false);
    return configurationOf(
      scenario,
      folder === undefined ? uri.fsPath : `\${workspaceFolder}/${relative}`,
    );
  });
}

function refuse(sentence: string): undefined {
  complain(sentence);
}

/** What is wrong is in launch.json. */
function wrong(sentence: string): undefined {
  complain(sentence, {
    'Open launch.json': () => vscode.commands.executeCommand('workbench.action.debug.configure'),
  });
}

/** What launch.json gives as relative starts at its folder. */
function resolvePath(folder: vscode.WorkspaceFolder | undefined, path: string): vscode.Uri {
  const isAbsolute = /^([\\/]|[A-Za-z]:[\\/])/.test(path);
  return isAbsolute || folder === undefined
    ? vscode.Uri.file(path)
    : vscode.Uri.joinPath(folder.uri, path);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    it => (it.type & vscode.FileType.File) !== 0,
    () => false,
  );
}
