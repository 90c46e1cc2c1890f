println "get=${System.getenv('DB_PASSWORD')}"
println "map=${System.getenv().DB_PASSWORD}"
println "found=${System.getenv().find { it.key == 'DB_PASSWORD' }.value}"
