/**
 * How Kubernetes' internal types of a pod are laid out, in order: a refused update is explained with a dump of both versions.
 * A line is a type and its fields. Marks before a field: `*` absent means null, `[]` a list (absent: null), `{}` a map (absent: null),
 * `#` a number, `?` a boolean, `+` the fields of that type in place; no mark: a string, or with `:Type` a struct. `(name)` is the
 * field's name in the API where it does not follow from Go's. @k8s pkg/apis/core/types.go; golden kubectl/replace-and-force,
 * pods/pod-ephemeral-debug, pods/pod-resize-cpu-in-place
 */
export const POD_LAYOUT = `
PodSpec []Volumes:Volume []InitContainers:Container []Containers:Container []EphemeralContainers:EphemeralContainer RestartPolicy *TerminationGracePeriodSeconds *ActiveDeadlineSeconds DNSPolicy {}NodeSelector ServiceAccountName *AutomountServiceAccountToken NodeName *SecurityContext:PodSecurityContext []ImagePullSecrets:Named Hostname Subdomain *SetHostnameAsFQDN *Affinity:Affinity SchedulerName []Tolerations:Toleration []HostAliases:HostAlias PriorityClassName *Priority *PreemptionPolicy *DNSConfig:PodDNSConfig []ReadinessGates:PodReadinessGate *RuntimeClassName {}Overhead *EnableServiceLinks []TopologySpreadConstraints:TopologySpreadConstraint *OS:Named []SchedulingGates:Named []ResourceClaims:PodResourceClaim *Resources:ResourceRequirements *HostnameOverride *SchedulingGroup
PodSecurityContext ?HostNetwork ?HostPID ?HostIPC *ShareProcessNamespace *HostUsers *SELinuxOptions:SELinuxOptions *WindowsOptions:WindowsOptions *RunAsUser *RunAsGroup *RunAsNonRoot []SupplementalGroups *SupplementalGroupsPolicy *FSGroup *FSGroupChangePolicy []Sysctls:NameValue *SeccompProfile:Profile *AppArmorProfile:Profile *SELinuxChangePolicy
Named Name
NameValue Name Value
SELinuxOptions User Role Type Level
WindowsOptions *GMSACredentialSpecName *GMSACredentialSpec *RunAsUserName *HostProcess
Profile Type *LocalhostProfile
ContainerHead Name Image []Command []Args WorkingDir []Ports:ContainerPort []EnvFrom:EnvFromSource []Env:EnvVar Resources:ResourceRequirements []ResizePolicy:ContainerResizePolicy *RestartPolicy []RestartPolicyRules:ContainerRestartRule []VolumeMounts:VolumeMount []VolumeDevices:VolumeDevice *LivenessProbe:Probe *ReadinessProbe:Probe *StartupProbe:Probe *Lifecycle:Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy *SecurityContext:SecurityContext ?Stdin ?StdinOnce ?TTY
Container +ContainerHead
EphemeralContainer +ContainerHead TargetContainerName
ContainerPort Name #HostPort #ContainerPort Protocol HostIP
EnvFromSource Prefix *ConfigMapRef:OptionalName *SecretRef:OptionalName
OptionalName Name *Optional
EnvVar Name Value *ValueFrom:EnvVarSource
EnvVarSource *FieldRef:ObjectFieldSelector *ResourceFieldRef:ResourceFieldSelector *ConfigMapKeyRef:KeySelector *SecretKeyRef:KeySelector *FileKeyRef:FileKeySelector
ObjectFieldSelector APIVersion FieldPath
ResourceFieldSelector ContainerName Resource Divisor
KeySelector Name Key *Optional
FileKeySelector VolumeName Path Key *Optional
ResourceRequirements {}Limits {}Requests []Claims:ResourceClaim
ResourceClaim Name Request
ContainerResizePolicy ResourceName RestartPolicy
ContainerRestartRule Action *ExitCodes:ExitCodes
ExitCodes Operator []Values
VolumeMount Name ?ReadOnly *RecursiveReadOnly MountPath SubPath *MountPropagation SubPathExpr
VolumeDevice Name DevicePath
ProbeHandler *Exec:ExecAction *HTTPGet:HTTPGetAction *TCPSocket:TCPSocketAction *GRPC:GRPCAction
Probe +ProbeHandler #InitialDelaySeconds #TimeoutSeconds #PeriodSeconds #SuccessThreshold #FailureThreshold *TerminationGracePeriodSeconds
ExecAction []Command
HTTPGetAction Path Port Host Scheme []HTTPHeaders:NameValue
TCPSocketAction Port Host
GRPCAction #Port *Service
SleepAction #Seconds
Lifecycle *PostStart:LifecycleHandler *PreStop:LifecycleHandler *StopSignal
LifecycleHandler *Exec:ExecAction *HTTPGet:HTTPGetAction *TCPSocket:TCPSocketAction *Sleep:SleepAction
SecurityContext *Capabilities:Capabilities *Privileged *SELinuxOptions:SELinuxOptions *WindowsOptions:WindowsOptions *RunAsUser *RunAsGroup *RunAsNonRoot *ReadOnlyRootFilesystem *AllowPrivilegeEscalation *ProcMount *SeccompProfile:Profile *AppArmorProfile:Profile
Capabilities []Add []Drop
Volume Name *HostPath:HostPathSource *EmptyDir:EmptyDirSource *GCEPersistentDisk *AWSElasticBlockStore *GitRepo *Secret:SecretSource *NFS:NFSSource *ISCSI *Glusterfs *PersistentVolumeClaim:ClaimSource *RBD *Quobyte *FlexVolume *Cinder *CephFS(cephfs) *Flocker *DownwardAPI:DownwardSource *FC *AzureFile *ConfigMap:ConfigMapSource *VsphereVolume *AzureDisk *PhotonPersistentDisk *Projected:ProjectedSource *PortworxVolume *ScaleIO *StorageOS(storageos) *CSI *Ephemeral *Image:ImageSource
HostPathSource Path *Type
EmptyDirSource Medium *SizeLimit
SecretSource SecretName []Items:KeyToPath *DefaultMode *Optional
KeyToPath Key Path *Mode
NFSSource Server Path ?ReadOnly
ClaimSource ClaimName ?ReadOnly
DownwardSource []Items:DownwardFile *DefaultMode
DownwardFile Path *FieldRef:ObjectFieldSelector *ResourceFieldRef:ResourceFieldSelector *Mode
ConfigMapSource Name []Items:KeyToPath *DefaultMode *Optional
ProjectedSource []Sources:VolumeProjection *DefaultMode
VolumeProjection *Secret:ItemsProjection *DownwardAPI:DownwardProjection *ConfigMap:ItemsProjection *ServiceAccountToken:TokenProjection *ClusterTrustBundle *PodCertificate
ItemsProjection Name []Items:KeyToPath *Optional
DownwardProjection []Items:DownwardFile
TokenProjection Audience #ExpirationSeconds Path
ImageSource Reference PullPolicy
Affinity *NodeAffinity:NodeAffinity *PodAffinity:PodAffinity *PodAntiAffinity:PodAffinity
NodeAffinity *RequiredDuringSchedulingIgnoredDuringExecution:NodeSelector []PreferredDuringSchedulingIgnoredDuringExecution:PreferredTerm
NodeSelector []NodeSelectorTerms:NodeSelectorTerm
NodeSelectorTerm []MatchExpressions:NodeRequirement []MatchFields:NodeRequirement
NodeRequirement Key Operator []Values
PreferredTerm #Weight Preference:NodeSelectorTerm
PodAffinity []RequiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm []PreferredDuringSchedulingIgnoredDuringExecution:WeightedTerm
PodAffinityTerm *LabelSelector []Namespaces TopologyKey *NamespaceSelector []MatchLabelKeys []MismatchLabelKeys
WeightedTerm #Weight PodAffinityTerm:PodAffinityTerm
Toleration Key Operator Value Effect *TolerationSeconds
HostAlias IP []Hostnames
PodDNSConfig []Nameservers []Searches []Options:DNSOption
DNSOption Name *Value
PodReadinessGate ConditionType
TopologySpreadConstraint #MaxSkew TopologyKey WhenUnsatisfiable *LabelSelector *MinDomains *NodeAffinityPolicy *NodeTaintsPolicy []MatchLabelKeys
PodResourceClaim Name *ResourceClaimName *ResourceClaimTemplateName
`;
