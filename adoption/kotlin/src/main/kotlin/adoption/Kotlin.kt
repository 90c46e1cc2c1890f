package adoption

object Kotlin {
    @JvmStatic
    fun main(arguments: Array<String>) {
        println("get=" + System.getenv("DB_PASSWORD"))
        println("map=" + System.getenv()["DB_PASSWORD"])
        println("copy=" + System.getenv().toMap().getValue("DB_PASSWORD"))
    }
}
