import { word, type Words } from '../words.ts';

export const probeWords: Words = {
  title: word('probe', 'One probe of one container.', '探针', '一个容器的一个探针。'),
  states: {
    waiting: word('Waiting', 'The container does not run, or has not started up yet.', '等待', '容器没有在运行，或者还没有启动完成。'),
    delaying: word('Delaying', 'The initial delay is not over.', '延迟中', '初始延迟还没有结束。'),
    probing: word('Probing', 'Each tick of the period makes one check.', '探测中', '每个周期检查一次。'),
    'probing.undecided': word('Undecided', 'No threshold has been reached in this run of the container.', '尚无结论', '容器这一次运行还没有达到任何阈值。'),
    'probing.succeeded': word('Succeeded', 'Enough checks in a row succeeded.', '成功', '连续成功的次数够了。'),
    'probing.failed': word('Failed', 'Enough checks in a row failed.', '失败', '连续失败的次数够了。'),
    onHold: word('On hold', 'The verdict is given; no more checks until the container runs anew.', '暂停', '结论已经给出，在容器重新运行之前不再检查。'),
    stopped: word('Stopped', 'The Pod is being deleted: nothing would be restarted, so nothing is checked.', '停止', 'Pod 正在被删除，不会再重启，也就不用检查。'),
  },
  events: {
    containerStarted: word('container started', 'There is a new run to look at.', '容器已启动', '有了新的一次运行可以检查。'),
    containerStopped: word('container stopped', 'There is nothing to check any more.', '容器已停止', '已经没有可以检查的对象。'),
    tick: word('tick', 'A period is over.', '周期到', '一个周期过去了。'),
    succeeded: word('check succeeded', 'The check said yes.', '检查成功', '这次检查通过了。'),
    failed: word('check failed', 'The check said no, or did not answer in time.', '检查失败', '这次检查没有通过，或者超时没有响应。'),
    podTerminating: word('Pod terminating', 'The Pod is being stopped.', 'Pod 终止中', 'Pod 正在被停止。'),
    initialDelay: word('delay over', 'The initial delay since the start is over.', '延迟结束', '启动之后的初始延迟结束了。'),
  },
};
