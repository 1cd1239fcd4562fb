@echo off
rem Runs ProxyNAS from an unpacked release. The script nas-search does the same on Linux and macOS.
rem JAVA_HOME, NAS_SEARCH_JAVA_OPTS and NAS_SEARCH_CLASSPATH (with ; between jars) mean what they mean there.
setlocal
set "HOME_FOLDER=%~dp0"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo nas-search: Java 17 or newer is needed, but there is no java on the PATH and none in JAVA_HOME 1>&2
  exit /b 1
)
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
set "CLASS_PATH=%HOME_FOLDER%lib\*"
if defined NAS_SEARCH_CLASSPATH set "CLASS_PATH=%CLASS_PATH%;%NAS_SEARCH_CLASSPATH%"
"%JAVA%" -XX:MaxRAMPercentage=25 -XX:+UseParallelGC -XX:-UsePerfData --add-exports=java.base/jdk.internal.module=ALL-UNNAMED -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport --enable-native-access=ALL-UNNAMED -Dio.jenetics.util.defaultRandomGenerator=Random %NAS_SEARCH_JAVA_OPTS% -cp "%CLASS_PATH%" io.proxynas.cli.Main %*
exit /b %ERRORLEVEL%
