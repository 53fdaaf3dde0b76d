import { word, type Words } from '../words.ts';

export const imagePullWords: Words = {
  title: word('image pull', 'Getting one image for one Pod.', '镜像拉取', '为一个 Pod 准备好一个镜像。'),
  states: {
    absent: word('Absent', 'The image is not on the node, and nothing forbids trying to pull it.', '不在节点上', '节点上没有这个镜像，可以去拉取。'),
    pulling: word('Pulling', 'The image is being downloaded and unpacked.', '拉取中', '正在下载并解压镜像。'),
    waiting: word('Waiting', 'A pull failed; the next one may not begin before the back-off is over.', '等待', '拉取失败，退避时间结束之前不会再拉取。'),
    'waiting.failed': word('ErrImagePull', 'The last pull failed: wrong name, no such tag, no access, or no network.', 'ErrImagePull', '刚才的拉取失败了：名字写错、标签不存在、没有权限或网络不通。'),
    'waiting.backOff': word('ImagePullBackOff', 'The kubelet was asked again and waits: 10 s, then twice as long after each failure, 5 minutes at most.', 'ImagePullBackOff', 'kubelet 又被要求拉取，但它在等：第一次 10 秒，每失败一次翻倍，最多 5 分钟。'),
    present: word('Present', 'The image is on the node.', '已在节点上', '节点上已经有这个镜像。'),
  },
  events: {
    wanted: word('wanted', 'A container of the Pod needs the image.', '需要镜像', 'Pod 里的容器需要这个镜像。'),
    found: word('found', 'The image is on the node already.', '找到镜像', '节点上已经有这个镜像。'),
    pulled: word('pulled', 'The download is complete.', '拉取成功', '下载完成。'),
    pullFailed: word('pull failed', 'The registry or the network said no.', '拉取失败', '镜像仓库拒绝了请求，或者网络不通。'),
    pullBackOff: word('back-off over', 'The next sync may try again.', '退避结束', '下一次同步可以再试。'),
  },
};
