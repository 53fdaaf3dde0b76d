/** Names of the commands of `registry.ts`, in its order: a disk lists its programs before their code is loaded. */
export const BUSYBOX_NAMES = ('[ awk base64 basename cat chroot chgrp chmod chown clear cmp cp cut date dd df diff dirname du egrep env expr false '
  + 'fgrep find free grep head hexdump hostname id kill killall less ln ls md5sum mkdir mktemp more mount mv nice nl nohup '
  + 'nsenter nproc paste pgrep pkill printenv ps pwd readlink realpath rev rm rmdir sed seq setsid sha1sum sha256sum sleep '
  + 'sort stat strings stty sync tac tail tar tee test timeout top touch tr true truncate tty uname uniq uptime watch wc '
  + 'which whoami xargs yes ifconfig ip nc nslookup ping telnet wget usleep vi ash echo httpd printf sh').split(' ');
export const DEBIAN_NAMES = ('[ awk base64 basename cat chroot chgrp chmod chown clear cmp cp cut date dd df diff dirname du egrep env expr false '
  + 'fgrep find grep head hostname id ln ls md5sum mkdir mktemp more mount mv nice nl nohup nsenter nproc paste printenv pwd '
  + 'readlink realpath rev rm rmdir sed seq setsid sha1sum sha256sum sleep sort stat stty sync tac tail tar tee test timeout '
  + 'touch tr true truncate tty uname uniq wc whoami xargs yes bash dash echo printf sh').split(' ');
export const HOST_NAMES = ('[ awk base64 basename cat chroot chgrp chmod chown clear cmp cp cut date dd df diff dirname du egrep env expr false '
  + 'fgrep find free grep head hexdump hostname id kill killall less ln ls md5sum mkdir mktemp more mount mv nice nl nohup '
  + 'nsenter nproc paste pgrep pkill printenv ps pwd readlink realpath rev rm rmdir sed seq setsid sha1sum sha256sum sleep '
  + 'sort stat strings stty sync tac tail tar tee test timeout top touch tr true truncate tty uname uniq uptime watch wc '
  + 'which whoami xargs yes ifconfig ip nc nslookup ping telnet wget column nano vi vim bash curl dig echo jq openssl printf '
  + 'sh').split(' ');
