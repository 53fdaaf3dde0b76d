/** Nothing is created of a kind whose definition is being deleted. @k8s apiextensions-apiserver/pkg/apiserver/customresource_handler.go forbidCreateAdmission */
import { forbiddenStatus } from '../../api/index.ts';
import { fail } from '../context.ts';
import type { AdmissionPlugin } from './types.ts';

export const terminatingDefinition: AdmissionPlugin = {
  name: 'CustomResourceDefinition',
  idle: (operation) => operation !== 'CREATE',
  admit({ operation, kind, name }, object) {
    if (operation !== 'CREATE' || kind.custom?.terminating !== true) return object;
    return fail(forbiddenStatus({ group: kind.group, resource: kind.plural }, name, 'create not allowed while custom resource definition is terminating'));
  },
};
