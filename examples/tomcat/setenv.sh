# CATALINA_BASE/bin/setenv.sh: starts Tomcat under the agent. SKE_HOME is the folder with ske-agent.jar and the document.
SKE_HOME=${SKE_HOME:-$CATALINA_BASE/ske}
CATALINA_OPTS="$CATALINA_OPTS -javaagent:$SKE_HOME/ske-agent.jar=config=$SKE_HOME/secrets.env"
# for ${NAME} in server.xml and context.xml, if it is not set already; Tomcat itself is not changed
CATALINA_OPTS="$CATALINA_OPTS -Dorg.apache.tomcat.util.digester.PROPERTY_SOURCE=org.apache.tomcat.util.digester.EnvironmentPropertySource"
