/** Programs of the learner's computer. */
export { createMinikube } from './minikube.ts';
