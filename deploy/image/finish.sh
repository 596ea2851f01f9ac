#!/bin/sh
# usage: finish.sh ROOT: what is left to do in the new system once everything is installed.
set -eu
root=$1
in_it() { chroot "$root" "$@"; }

in_it systemctl -q enable kiosk-settings kiosk-state kiosk-x kiosk kiosk-sync kiosk-image kiosk-image-confirm kiosk-image-install.path kiosk-image-restart.timer \
    systemd-networkd systemd-resolved systemd-timesyncd
in_it systemctl -q mask getty@.service serial-getty@.service autovt@.service console-getty.service \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer systemd-journal-flush.service e2scrub_all.timer e2scrub_reap.service
in_it passwd -q -l root
echo kiosk >"$root/etc/hostname"
echo "127.0.0.1 localhost kiosk" >"$root/etc/hosts"
: >"$root/etc/machine-id"
ln -sf /run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
# Grub starts what these names lead to.
kernel=$(basename "$(ls "$root"/boot/vmlinuz-* | tail -n 1)")
ln -sf "boot/$kernel" "$root/vmlinuz"
ln -sf "boot/initrd.img-${kernel#vmlinuz-}" "$root/initrd.img"
rm -rf "$root"/var/log/* "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/tmp/*
mkdir -p "$root/var/log/journal" "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial"
rmdir "$root/var/log/journal"
