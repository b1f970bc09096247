# Sourced by tests/run.sh and examples/quickstart.sh: brings a bare Debian 12 machine to where Trama can be built and run.
# Installs the packages that are missing (with sudo when not root) and downloads nothing else.
packages=(
  g++ cmake ninja-build pkg-config ccache default-jre-headless antlr4 libantlr4-runtime-dev uuid-dev librocksdb-dev
  nlohmann-json3-dev libgraphviz-dev graphviz catch2 libcli11-dev libedit-dev libicu-dev libxml2-dev libzstd-dev libmd-dev
  apertium lttoolbox cg3 apertium-cat-ita apertium-eng-cat
)

install_missing() { # package...
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "these packages are missing, and there is no sudo: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
  fi
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

if ! command -v apt-get >/dev/null; then
  echo "This script knows Debian 12. On another system install the equivalents of these packages and build with CMake:" >&2
  echo "  ${packages[*]}" >&2
  exit 1
fi
install_missing "${packages[@]}"
