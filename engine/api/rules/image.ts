/** The tag of `registry:5000/name:tag@sha256:…`; `latest` when neither tag nor digest is given. */
export function imageTag(image: string): string {
  const [name = ''] = image.split('@');
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  if (colon >= 0) return last.slice(colon + 1);
  return image.includes('@') ? '' : 'latest';
}

/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_Container */
export const defaultPullPolicy = (image: string): string => (imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent');
