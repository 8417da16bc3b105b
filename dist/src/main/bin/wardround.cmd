@echo off
rem Starts Wardround with the Java that lies beside it. Works from any directory.
rem   WARDROUND_JAVA_OPTIONS     further options for Java, for example -Xmx4g
setlocal
set "home=%~dp0.."

rem A coordinator must have no way to patients' rows: its process sees only the jars that this one's manifest names.
set "jars=%home%\lib\*"
if "%~1"=="coordinator" set "jars=%home%\lib\wardround-coordinator-program.jar"

"%home%\runtime\bin\java.exe" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xshare:auto -Xlog:disable %WARDROUND_JAVA_OPTIONS% -cp "%jars%" org.wardround.cli.Main %*
exit /b %ERRORLEVEL%
