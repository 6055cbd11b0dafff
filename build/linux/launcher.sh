#!/bin/sh
# Starts Plex Token Tray. Says in one line what Electron can only crash about, and answers what needs no window.
# Its two answers are filled in when the package is made (build/package-finish.mjs).

for argument; do
  case $argument in
    --version)
      echo '@version@'
      exit 0
      ;;
    --help)
      cat <<'END'
@help@
END
      exit 0
      ;;
    --no-sandbox) without_sandbox=yes ;;
  esac
done

if [ "$(id -u)" = 0 ] && [ -z "$without_sandbox" ]; then
  echo 'Plex Token Tray does not run as root. Start it as the user who is signed in to this desktop.' >&2
  exit 1
fi
if [ -z "$DISPLAY" ] && [ -z "$WAYLAND_DISPLAY" ]; then
  echo 'There is no display to show Plex Token Tray on. Start it in a desktop session.' >&2
  exit 1
fi

# A core file would hold the tokens in memory.
ulimit -c 0
exec "$(dirname "$(readlink -f "$0")")/plex-token-tray-app" "$@"
