/** `kubectl config`. @k8s kubectl/pkg/cmd/config; golden cluster/adm-control-plane-files, kubectl/unreachable-bad-credentials */
import type { Verb } from '../verb.ts';
import { deleteVerbs } from './config/delete.ts';
import { currentContext, getClusters, getContexts, getUsers } from './config/show.ts';
import { renameContext, setContext, setValue, unsetValue, useContext } from './config/change.ts';
import { setCluster, setCredentials } from './config/secrets.ts';
import { view } from './config/view.ts';

export const config: Verb = {
  name: 'config', usage: 'config SUBCOMMAND [options]', about: 'Show and change the kubeconfig', flags: [], helpToStderr: true,
  subcommands: [
    currentContext, ...deleteVerbs, getClusters, getContexts, getUsers, renameContext, setValue, setCluster, setContext, setCredentials, unsetValue, useContext, view,
  ],
};
