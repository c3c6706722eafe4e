#!/bin/sh
# Holds PDFs against ISO 19005 and ISO 14289 with veraPDF.
#
# usage: sh tests/pdf/verapdf.sh 2a,ua1 FILE...
#
# Exit 0: every file conforms to every flavour; 1: some do not; 2: it could not run.
# Needs npm (the first time: it fetches the package whose jar holds veraPDF) and of Debian
# default-jdk-headless, libjaxb-java and libjaxb-api-java.
set -u

PACKAGE=@opendataloader/pdf@2.5.11
JARS=/usr/share/java

give_up() {
  echo "verapdf.sh: $1" >&2
  exit 2
}

[ $# -ge 2 ] || give_up "usage: verapdf.sh FLAVOUR[,FLAVOUR] FILE..."
here=$(cd "$(dirname "$0")" && pwd) || give_up "no folder of its own"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/precis-verapdf
jar=$cache/$(basename "$PACKAGE").jar

command -v java >/dev/null || give_up "no java: apt install default-jdk-headless"
classpath=$jar:$cache
for name in jaxb-api jaxb-core jaxb-runtime istack-commons-runtime txw2 javax.activation; do
  [ -f "$JARS/$name.jar" ] || give_up "no $name.jar: apt install libjaxb-java libjaxb-api-java"
  classpath=$classpath:$JARS/$name.jar
done

# Into a folder of its own, then moved: a second run at the same time sees the whole jar or none.
if [ ! -f "$jar" ]; then
  command -v npm >/dev/null || give_up "no npm: apt install npm"
  mkdir -p "$cache" && fresh=$(mktemp -d "$cache/fetch.XXXXXX") || give_up "cannot write $cache"
  trap 'rm -rf "$fresh"' EXIT
  (cd "$fresh" && npm pack --silent "$PACKAGE" >/dev/null && tar xzf ./*.tgz) || give_up "cannot fetch $PACKAGE"
  mv "$fresh/package/lib/opendataloader-pdf-cli.jar" "$jar" || give_up "no jar in $PACKAGE"
fi
if [ ! -f "$cache/Validate.class" ] || [ "$here/Validate.java" -nt "$cache/Validate.class" ]; then
  javac -nowarn -cp "$classpath" -d "$cache" "$here/Validate.java" >&2 || give_up "Validate.java does not compile"
fi

java -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$classpath" Validate "$@"
code=$?
[ $code -le 1 ] || code=2
exit $code
