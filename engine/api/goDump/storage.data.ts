/** How Kubernetes' internal types of volumes and claims are laid out; the marks are those of `layout.data.ts`. @k8s pkg/apis/core/types.go, pkg/apis/storage/types.go; golden kubectl/immutable-fields-more */
export const STORAGE_LAYOUT = `
PersistentVolumeClaimSpec []AccessModes *Selector Resources:VolumeResources VolumeName *StorageClassName *VolumeMode *DataSource:DataSource *DataSourceRef:DataSourceRef *VolumeAttributesClassName
VolumeResources {}Limits {}Requests
DataSource *APIGroup Kind Name
DataSourceRef *APIGroup Kind Name *Namespace
VolumeNodeAffinity *Required:NodeSelector
PersistentVolumeSource *GCEPersistentDisk:GCEDisk *AWSElasticBlockStore:AWSDisk *HostPath:HostPathSource *Glusterfs:GlusterfsVolume *NFS:NFSSource *RBD *Quobyte *ISCSI *FlexVolume *Cinder *CephFS(cephfs) *FC *Flocker *AzureFile *VsphereVolume *AzureDisk *PhotonPersistentDisk *PortworxVolume *ScaleIO *Local:LocalVolume *StorageOS(storageos) *CSI:CSIVolume
GCEDisk PDName(pdName) FSType #Partition ?ReadOnly
AWSDisk VolumeID FSType #Partition ?ReadOnly
GlusterfsVolume EndpointsName(endpoints) Path ?ReadOnly *EndpointsNamespace
LocalVolume Path *FSType
CSIVolume Driver VolumeHandle ?ReadOnly FSType {}VolumeAttributes *ControllerPublishSecretRef:SecretReference *NodeStageSecretRef:SecretReference *NodePublishSecretRef:SecretReference *ControllerExpandSecretRef:SecretReference *NodeExpandSecretRef:SecretReference
SecretReference Name Namespace
PersistentVolumeSpec {}Capacity +PersistentVolumeSource []AccessModes *ClaimRef PersistentVolumeReclaimPolicy StorageClassName []MountOptions *VolumeMode *NodeAffinity:VolumeNodeAffinity *VolumeAttributesClassName
VolumeAttachmentSpec Attacher Source:AttachmentSource NodeName
AttachmentSource *PersistentVolumeName *InlineVolumeSpec:PersistentVolumeSpec
CSINodeDriver Name NodeID []TopologyKeys *Allocatable:VolumeNodeResources
VolumeNodeResources *Count
`;
